"""Organisations that do not exist, and what people do there."""

from __future__ import annotations

from kith.sample.names import slug

HOME = "Tidewater Systems"
FIRST_EMPLOYER = "Larkspur Analytics"
SECOND_EMPLOYER = "Kestrel Mapworks"
UNIVERSITY = "University of Northmoor"

RECRUITING = ("Fernhill Talent", "Open Door Search", "Brightwell & Rowe Recruiting", "Cobalt People")
VENDORS = ("Quillstone Software", "Nimbus Forge Hosting", "Pebble Payments", "Oxbow Security", "Ferrous Cloud")
CUSTOMERS = (
    "Halcyon Rail",
    "Marrow & Pike Foods",
    "Greenfinch Energy",
    "Saint Aldhelm Hospitals",
    "Port of Wexmouth",
    "Northgate Libraries",
    "Alder Valley Water",
)
ELSEWHERE = (
    "Applegarth Robotics",
    "Bluebell Insurance",
    "Cinder & Ash Games",
    "Dovetail Joinery",
    "Emberline Studio",
    "Foxglove Biotech",
    "Gannet Logistics",
    "Hearthside Housing",
    "Ivybridge Bank",
    "Juniper Learning",
    "Kittiwake Media",
    "Lodestar Navigation",
    "Meadowlark Health",
    "Nettle & Thyme",
    "Otterburn Engineering",
    "Plover Design",
    "Quarry Lane Architects",
    "Redshank Mobility",
    "Sandpiper Travel",
    "Thornfield Legal",
    "Umber Pigments",
    "Velvet Anchor Brewery",
    "Wrenwood Schools",
    "Yarrow Climate",
    "Zephyr Turbines",
    "Hollow Hill Pottery",
    "Lanternfish Labs",
    "Mossgate Council",
    "Old Ferry Theatre",
    "Pinecone Robotics",
)

ENGINEERING = (
    "Software Engineer",
    "Senior Software Engineer",
    "Data Engineer",
    "Engineering Manager",
    "Product Designer",
    "Site Reliability Engineer",
    "Product Manager",
    "Quality Engineer",
    "Machine Learning Engineer",
    "Technical Writer",
)
OFFICE = (
    "Customer Success Lead",
    "Finance Business Partner",
    "Head of Sales",
    "People Partner",
    "Marketing Manager",
    "Account Executive",
    "Legal Counsel",
    "Operations Lead",
)
BUYING = (
    "Head of Operations",
    "IT Director",
    "Programme Manager",
    "Data Lead",
    "Service Owner",
    "Chief Digital Officer",
)
SELLING = ("Account Manager", "Solutions Engineer", "Partner Manager", "Customer Engineer")
RECRUITERS = ("Technical Recruiter", "Principal Consultant", "Talent Partner", "Research Associate")
TRADES = (
    "Architect",
    "Nurse",
    "Secondary School Teacher",
    "Founder",
    "Civil Engineer",
    "Illustrator",
    "Solicitor",
    "Physiotherapist",
    "Museum Curator",
    "Sound Engineer",
    "Accountant",
    "Researcher",
    "Landscape Gardener",
    "Managing Director",
)
LEADING = ("Chief Technology Officer", "VP Product", "Managing Director", "Founder", "Non-executive Director")
DEPARTMENTS = ("Product", "Platform", "Sales", "Customer Success", "Finance", "People", "Marketing", "Operations")
SUBJECTS = ("Computer Science", "Mathematics", "Geography", "Physics", "Design", "Economics", "Linguistics")
SCHOOLS = (UNIVERSITY, "Wexmouth Polytechnic", "Saint Aldhelm College", "Technical University of Lerau", "Vale Academy")


def domain(organisation: str) -> str:
    """Return the domain of an organisation, below the one that is kept free for examples."""
    return f"{slug(organisation)}.example"
