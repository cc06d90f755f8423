"""Short forms of given names, and spellings of one name in one language's several ways of writing it."""

from __future__ import annotations

from functools import cache

from kith.linkage.texts import spelled

# A given name, then the short forms and other spellings that stand for it.
_TEXT = """
aaron: ron ronnie; abigail: abby abbie gail; abraham: abe bram avi; adalbert: bert; adelaide: addie heidi;
agnieszka: aga agusia; albert: al bert bertie albie; alberto: beto berto; alejandro: alex ale jandro sasha;
alejandra: ale alex sandra;
aleksander: alexander aleksandr alexandr oleksandr alessandro alexandre alexandros sasha sascha shura alex sandro sandy lex olek alec alek xander;
aleksandra: alexandra oleksandra alessandra sasha sascha alex sandra ola sandy lexi lexie;
aleksei: alexei alexey aleksey alexej oleksii lyosha alyosha alex; alfred: al fred freddie alf; alison: ali allison;
amanda: mandy; amelia: amy millie; anastasia: anastasiya anastasija nastya stacey asya; anatoly: anatolii anatoli tolya;
andrea: andi; andreas: andi andy; andrew: andy drew; andrei: andrey andrej andriy andrii andre andrea;
andrzej: andrew andy jedrek; angela: angie geli; angelica: angelika angie;
ann: anne anna annie nan nancy anya ania hannah nina annika anni anneke; antoine: toine tony; anthony: tony ant;
anton: toni tony antoine antony; antonio: toni tonio tony nino; antonia: toni tonia; arthur: art artie; artur: artek;
august: gus gustl; augustin: agustin gus; barbara: barb babs bobbie basia barbie babsi varvara; bartholomew: bart;
bartlomiej: bartek; beatrice: bea beatrix beatriz trixie; benedict: ben benedikt benny bene; benjamin: ben benny benji;
bernadette: bernie; bernard: bernie bernd bernhard; bogdan: bohdan; boris: borya; bradley: brad; brian: bryan;
calvin: cal; cameron: cam; caroline: carolyn carol carrie caro lina karoline karolina; casimir: kazimierz kazik;
cassandra: cass cassie;
catherine: katherine kathryn catharine katharine cathy kathy kate katie kat kit kitty cate katarzyna kathrin katrin katharina kathi kaethe kasia katya ekaterina yekaterina jekaterina catarina caterina catalina katerina karin trina;
cecilia: cecily cece celia; charles: charlie chuck chas chip; charlotte: charlie lottie lotte char;
christian: chris kristian;
christine: christina chris chrissy tina christa kristin kristina kirsten christel krystyna cristina;
christopher: chris kit topher kris kristoffer cristopher christoph christof christophe krzysztof krzys; clara: klara;
clement: clem; constance: connie; constantin: konstantin kostya costa kostas; cornelia: conny nelly;
cornelius: neil cor kees; crystal: chris; cynthia: cindy; daniel: dan danny dani danilo daniil danylo;
daniela: dani daniella; danielle: dani; david: dave davy davide dawid davey; deborah: debra deb debbie;
denis: dennis denys; diana: di; diego: santiago; dietrich: dieter;
dimitri: dmitri dmitry dmitriy dmitrij dmytro dimitrios dimitris dima mitya; dominic: dom dominik dominique nick;
donald: don donny donnie; dorothy: dot dottie dorothea dorothee dora dorota; douglas: doug; eduardo: edu lalo;
edward: ed eddie ted teddy ned eduard edouard; eleanor: ellie nell nelly nora eleonore eleonora elinor lena ella;
elena: lena helena yelena jelena lenka olena;
elizabeth: elisabeth liz lizzie beth betty bess eliza lisa libby betsy lizzy elise elsa ilse elspeth liesel lisbeth elisabetta elzbieta ela elle babette sissi liza yelizaveta;
emily: em millie emmy; emmanuel: manuel manny manu emanuel; enrique: kike quique; eric: erik erich rick;
ernest: ernie ernst ernesto; esther: ester hester essie;
eugene: gene evgeny evgeni yevgeny evgenii yevgeniy jewgeni zhenya eugen yevhen;
eugenia: evgenia evgeniya yevgenia zhenya genia; evelyn: evie eve lynn; eve: evie eva ewa;
ferdinand: ferdi fernando nando; filippo: pippo; florian: flo; frances: fran francie fanny franny;
francesca: franca cesca fran; francesco: franco cecco; francis: frank fran;
francisco: paco pancho cisco curro fran kiko; francois: fanfan; frank: frankie; franklin: frank; franz: frantz franzl;
frederick: fred freddie freddy frederic friedrich fritz rick frederik fiete fryderyk federico fede;
gabriel: gabe gabi gabriele; gabriela: gabriella gabrielle gabi gaby; galina: galya halyna; gary: gareth;
genevieve: gen viv; geoffrey: jeffrey geoff jeff; georg: joerg schorsch jorg; george: geo georgie georges;
gerald: gerry jerry gerd; gerhard: gerd; gerard: gerry gerardo; gertrude: trudy gertie gertrud trude;
giovanni: gianni nanni vanni gio; giovanna: gianna vanna; giuseppe: beppe peppe pino; gloria: glo;
gregory: greg gregor grigory grisha grzegorz hryhoriy; grigori: grisha grigoriy; guadalupe: lupe lupita;
gustav: gus gustavo gustave gustaf; guillermo: memo willy; hannah: hanna johanna hanne hana; harold: harry hal;
harriet: hattie; heinrich: heinz heiner henrik hinnerk henry; helen: helena helene nell nellie ellen lena helenka;
henry: harry hank henri hal henrik henryk; herbert: bert herb bertie; herman: hermann; hubert: hugh bert hubertus;
ignacio: nacho ignatius ignaz; igor: ihor; ingrid: inga; inna: ina; irene: irina irena ira iryna rena renie;
isaac: ike izzy isaak itzhak; isabella: isabel isabelle bella izzy belle isa isobel ysabel bel; ivan: vanya iwan;
jacob: jakob jake jack jakub kuba jacques jaap; jacqueline: jackie jacqui; james: jim jimmy jamie jem jimi;
jane: janie jenny; janet: jan; jean: jeannot; jeanne: jeannette jeanette; jennifer: jen jenny jenn jennie;
jeremy: jerry jeremiah jem jeremie jeremias; jerome: jerry; jessica: jess jessie; jesus: chuy chucho;
joachim: jochen achim joaquin jo; joan: joanie joanne joanna jo; johann: hans johannes hannes jan joh jo jens;
john: jack johnny jon johnnie jackie; jonathan: jon jonny johnny nathan jonas; jordi: jorge; jorge: coque;
jose: pepe pepito chepe zezinho; josef: joseph sepp jupp pepi joschka; joseph: joe joey jos jo jody yosef jozef;
josefa: pepa josefine josephine; josephine: jo josie fifi josefine; joshua: josh; joyce: joy; judith: judy jude judit;
julia: julie jule jules yulia yuliya julija; julian: jules; juliana: juliane julie jules liana; julius: jules;
karl: carl karel carlo kalle; karen: karin; kenneth: ken kenny; kevin: kev; kimberly: kim; konrad: conrad kurt;
krishna: kris; kristen: kris; laura: laurie lori; laurence: lawrence larry lars lorenz lorenzo laurent laurie lauren;
leonard: leo len lenny leonhard leonardo; leonid: lyonya leo; leopold: leo poldi; lewis: lou louis;
lillian: lily lil lillie; linda: lynn; louis: lou louie luis ludwig lew; louise: lou luise luisa;
lubov: lyubov luba lyuba; lucas: luke luca lukas lukasz luc; lucia: lucy lucie luz; lucille: lucy lou;
ludmila: lyudmila lyuda mila liudmila; ludwig: lutz lui wiggerl; lydia: lidia lidiya;
madeleine: madeline maddie madeleine lena maddy madelyn magdalena; magdalena: lena magda leni madeleine;
malgorzata: gosia malgosia; manfred: fred manni manny; marcel: marceau;
margaret: maggie meg megan peggy marge margie rita greta gretchen daisy margarita margarete grete gretel margarethe margot marguerite margherita margit madge;
maria: mary marie mariya marija marya mia maja mitzi masha marysia mariella maricruz; mariana: marianne;
marcus: mark markus marc marco marek marcos; margarita: rita margo; mark: marc marco marek; martha: marta matty;
martin: marty marten maarten martino; mary: molly polly mae may mamie mia; mateusz: mati matt;
matilda: tilda tilly mathilde maud;
matthew: matt matty mathew matthieu mathieu matteo mateo matthias mathias matthaus mateusz matias;
maurice: moe mo moritz mauricio maurizio; maximilian: max maxi maximilien; maxim: max maksim maksym maxime;
maxwell: max; melanie: mel melly; melissa: mel missy lissa;
michael: mike mick mickey micky mikey mitch mischa michi michel micha mikkel mikael; michal: misiek;
mikhail: misha michail mykhailo mihail mihai; miguel: mike migue; mildred: millie; miriam: mim mirjam miri;
mohammed: mohamed muhammad mohammad muhammed mohamad mehmet mo mohd; monica: monika mon moni;
nadezhda: nadia nadya nadja nadiya; natalie: nat natalia natalya nataliya natasha natascha talia nathalie natalija;
nathan: nat nate nathaniel; nathaniel: nat nate;
nicholas: nick nicky nico nicolas nikolas nicola niklas klaus claus colin nikolaus nils niels niccolo nikolaos;
nikolai: nikolay nikolaj kolya mykola nick nicolai nicolae; nicole: nicki nikki nic nicola nicoletta; norbert: bert;
norman: norm; oleg: oleh; olga: olya olha; oliver: ollie oli olli olivier; olivia: liv livvy ollie; oscar: oskar ossi;
otto: ottokar; pamela: pam; patrick: pat paddy rick patrice patricio;
patricia: pat patty trish tricia patsy patrizia pati; paul: pauly pavel pawel pablo paolo pawlo;
pavel: pasha pavlo pawel paul; paula: pauline polly; penelope: penny; peter: pete piet piotr petr pit petrus;
petra: petri; philip: phil phillip pip philipp philippe filip felipe; philippa: pippa pip; pierre: pierrot;
pietro: piero; piotr: pyotr petr petya petro pjotr; phoebe: bee; rachel: rach rae raquel rahel;
rafael: raphael rafa rafal raffael raffaele rafe; ralph: ralf; ramon: moncho; randall: randy;
raymond: ray raimund raymund ramon; rebecca: becky becca bec rebekah rebekka; regina: gina reggie;
reginald: reg reggie reinhold; reinhard: reini reinhardt; renate: reni nate; ricardo: ricky cardo;
richard: rick dick rich ricky richie dicky rik; robert: bob bobby rob robbie bert robin robi;
roberto: beto berto rob tito; roderick: rod rick; rodrigo: rodri; roger: rodge rog ruediger; roland: rolly rollo;
ronald: ron ronnie ronny; rosalind: ros roz; rose: rosie rosa; rosemary: rose rosie romy rosemarie;
rudolf: rudi rudy rudolph rolf; rupert: ruprecht; russell: russ; ruth: ruthie; salvador: chava salva;
salvatore: salvo toto turi; samantha: sam sammy; samuel: sam sammy; sandra: sandy; sara: sarah sally sadie;
sebastian: seb basti bastian sebastien bas; sergei: sergey serge sergej serhii serhiy sergiy sergio seryozha;
sharon: shari; sheila: shelley; shirley: shirl; siegfried: sigi siggi; sigmund: siggi zygmunt; simon: si simeon;
sofia: sophia sophie zofia sonja sonya sofija sofie sofiya sonia; stanislav: stanislaw stas stan staszek slava;
stanley: stan; stephanie: steph stefanie steffi stefania stephie;
stephen: steve steven stevie stefan stephan stef esteban etienne stephane stefano stepan szczepan stephanos;
susan: sue susie suzy susanne susanna suzanne suzan sanne zuzanna zuzana sanna; svetlana: sveta svitlana lana;
sylvester: sly; sylvia: silvia silvie sylvie silke; tabitha: tabby; tamara: tammy toma;
tatiana: tatyana tanya tania tatjana tetiana; teresa: theresa terry tess resi tessa tere therese thea;
terence: terry terrance; theodore: theo ted teddy theodor fyodor fedor teodor;
thomas: tom tommy tomas tomasz tommaso thom tomek tomaso; timothy: tim timmy timo timofei timofey;
tobias: tobi toby tobiah; tomislav: tomo; ulrich: uli ulli utz; ulrike: uli ulli rike; ursula: uschi ulla ursel orsola;
vadim: vadym; valentina: valya tina; valentin: val valya valentine; valerie: val valeria valeriya; vanessa: nessa;
vasily: vasilii vasiliy vasya vassily wassily basil vasyl vasilis; veronica: vera ronnie veronika roni weronika;
victor: vic viktor vitya; victoria: vicky vikki tori viktoria vika vicki viktoriya;
vincent: vince vinny vincenzo vicente vinnie vincenz; viola: violet; virginia: ginny ginger;
vitaly: vitali vitalii vitaliy vitalij; vladimir: volodya vova volodymyr wladimir vladimiro vlad wolodymyr;
vladislav: vlad slava vladyslav wladyslaw; vyacheslav: slava viacheslav vjaceslav; walter: walt wally wat walther;
wendy: gwendolyn gwen; wilhelm: willi willy helmut wim; william: will bill billy willy liam wills wilhelm wim;
winifred: winnie freda; wojciech: wojtek; wolfgang: wolf wolfi wolle; xavier: javier javi xavi javi;
yaroslav: jaroslav slava jaroslaw; yuri: yury yuriy juri jurij iouri yurii; zachary: zach zack zac zachariah;
zbigniew: zbyszek
"""


@cache
def roots() -> dict[str, tuple[str, ...]]:
    """For each short form or spelling, and for each name that has some: the names that it may stand for; all `spelled`."""
    found: dict[str, list[str]] = {}
    for entry in _TEXT.split(";"):
        root, _, forms = spelled(entry).strip().partition(": ")
        for form in (root, *forms.split()):
            found.setdefault(form, [])
            if root not in found[form]:
                found[form].append(root)
    return {form: tuple(names) for form, names in found.items()}
