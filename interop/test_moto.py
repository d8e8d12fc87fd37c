"""
The same script against the sandbox and against moto's server. Where the two differ, the table in
data/moto_differences.json says who is right, by which page of AWS; another difference fails, and
so does an entry that is no difference any more.
"""

from judge import load
from role_script import differences, run


def test_the_sandbox_and_moto_differ_only_where_the_table_says(aws, moto):
    ours = run(aws.endpoint, *aws.keys("runner")[:2])
    theirs = run(moto, "testing", "testing")
    found = {
        (step, path): {"sandbox": mine, "moto": other}
        for step in ours
        for path, mine, other in differences(ours[step], theirs[step])
    }
    table = load("moto_differences.json")
    known = {
        (entry["step"], entry["path"]): {"sandbox": entry["sandbox"], "moto": entry["moto"]}
        for entry in table
    }
    undocumented = {key: value for key, value in found.items() if known.get(key) != value}
    assert not undocumented
    assert not {key: value for key, value in known.items() if found.get(key) != value}


def test_each_difference_has_a_source():
    for entry in load("moto_differences.json"):
        assert entry["right"] in ("sandbox", "moto", "both"), entry
        assert entry["source"].startswith("https://docs.aws.amazon.com/"), entry
        assert entry["why"], entry
