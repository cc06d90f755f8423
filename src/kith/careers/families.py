"""The families that occupations belong to: the major groups of the Standard Occupational Classification, in plain words."""

from __future__ import annotations

FAMILIES = {
    "11": "Management",
    "13": "Business and finance",
    "15": "Computing and mathematics",
    "17": "Architecture and engineering",
    "19": "Science",
    "21": "Social work and community",
    "23": "Law",
    "25": "Teaching and libraries",
    "27": "Arts, design, media and sports",
    "29": "Medicine and nursing",
    "31": "Help in health care",
    "33": "Police, fire and security",
    "35": "Food and restaurants",
    "37": "Cleaning and gardens",
    "39": "Personal care and service",
    "41": "Sales",
    "43": "Office and administration",
    "45": "Farming, fishing and forests",
    "47": "Building and mining",
    "49": "Installation and repair",
    "51": "Making things",
    "53": "Transport",
    "55": "Armed forces",
}

# What must be learned before an occupation, by O*NET's job zone.
PREPARATION = {
    1: "little preparation: a few days to a few months",
    2: "some preparation: mostly a school certificate and up to a year of training",
    3: "medium preparation: an apprenticeship, vocational school or one to two years of training",
    4: "considerable preparation: mostly a bachelor's degree or years of practice",
    5: "extensive preparation: mostly a master's degree or more, and years of practice",
}
