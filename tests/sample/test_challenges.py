from kith.challenges.models import Challenge, Entrant, Entry, Statistic
from kith.sample import actions
from tests import make
from tests.make import NOW


def test_the_sample_group_counts_and_has_a_challenge_in_which_only_the_user_takes_part(ada):
    actions.add_sample(ada, now=NOW, size=60)

    challenge = Challenge.objects.get()
    assert [each.user for each in Entrant.objects.all()] == [ada]
    assert Statistic.objects.count() == 2
    assert challenge.starts_on < ada.today(NOW) < challenge.ends_on
    assert challenge.total > 0


def test_it_goes_with_the_sample_and_what_the_user_entered_stays(ada):
    other = make.group(ada, "Readers")
    own = Entry.objects.create(owner=ada, group_name=other.name, what="Pages", on=make.TODAY, amount=7)
    actions.add_sample(ada, now=NOW, size=60)

    actions.remove_sample(ada, now=NOW)

    assert not Challenge.objects.exists()
    assert list(Entry.objects.all()) == [own]
