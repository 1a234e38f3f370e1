"""Breakdowns, rates, changes, listings and completions as the words state them."""

from __future__ import annotations

import pytest

from checker.facts.model import Completeness, RateKind
from tests.facts.conftest import Read

BREAKDOWNS = [
    ("审结37件，其中维持14件、驳回13件、终止10件。", "37件", ["14件", "13件", "10件"]),
    ("共有调委会228个，其中，街道调委会16个，村居调委会212个。", "228个", ["16个", "212个"]),
    ("办理法律援助案件532件（刑事218件、民事309件、行政5件）。", "532件", ["218件", "309件", "5件"]),
    ("执法主体共54个，包括县级执法部门32个、乡镇22个。", "54个", ["32个", "22个"]),
    ("设立工作站16个、工作室182个，共计198个。", "198个", ["16个", "182个"]),
    ("和解成功45件，和解成功的案件中以撤诉方式结案43件，以调解方式结案2件。", "45件", ["43件", "2件"]),
    ("全年办理案件100件。其中，一般程序60件，简易程序40件。", "100件", ["60件", "40件"]),
    ("审结行政复议案件88件，维持41件，驳回47件。", "88件", ["41件", "47件"]),
    ("清理规范性文件137件，分别为保留98件、修改12件、废止27件。", "137件", ["98件", "12件", "27件"]),
    (
        "评查案卷96卷，其中优秀31卷、合格63卷、不合格2卷，在全市案卷评查中获得优秀等次2卷。",
        "96卷",
        ["31卷", "63卷", "2卷"],
    ),
]


@pytest.mark.parametrize(("text", "total", "parts"), BREAKDOWNS, ids=[text for text, _, _ in BREAKDOWNS])
def test_breakdown(read: Read, text: str, total: str, parts: list[str]) -> None:
    facts = read(text)
    assert [
        (facts.quantities[b.total].text, [facts.quantities[p].text for p in b.parts]) for b in facts.breakdowns
    ] == [(total, parts)]


@pytest.mark.parametrize(
    "text",
    [
        "全年开展检查120次，同比增长12%，下发整改通知30份。",
        "居民人均可支配收入36693元，其中城镇居民人均可支配收入44146元。",
        "收到申请100件，其中咨询人员200人次。",
        "发现问题58个，比上年减少12个。",
    ],
)
def test_no_breakdown(read: Read, text: str) -> None:
    assert not read(text).breakdowns


def test_open_list(read: Read) -> None:
    (breakdown,) = read("提供法律服务5万余件，其中调解16769件、公证10550件等。").breakdowns
    assert breakdown.completeness is Completeness.OPEN


def test_steps_of_a_procedure_are_not_parts_that_add_up(read: Read) -> None:
    facts = read("收到行政复议申请100件，其中受理97件，审结95件。")
    assert all(len(b.parts) == 1 or not b.exclusive for b in facts.breakdowns)


RATES = [
    ("调解矛盾纠纷2006起，调解成功2003起，调解成功率为99.8%。", "99.8%", "2003起", "2006起"),
    ("检查市场主体385户，其中查无下落25户，占比6.5%。", "6.5%", "25户", "385户"),
    ("发现问题58个，已整改51个，整改率87.9%。", "87.9%", "51个", "58个"),
    ("开展执法检查1860次，其中联合检查420次，占检查总数的22.6%。", "22.6%", "420次", "1860次"),
    ("应当出庭应诉案件64件，实际出庭62件，出庭应诉率96.9%。", "96.9%", "62件", "64件"),
    ("参加法律知识考试5210人，合格5106人，合格率98%。", "98%", "5106人", "5210人"),
]


@pytest.mark.parametrize(("text", "rate", "numerator", "base"), RATES, ids=[text for text, *_ in RATES])
def test_rate(read: Read, text: str, rate: str, numerator: str, base: str) -> None:
    facts = read(text)
    claim = next(c for c in facts.rates if facts.quantities[c.quantity].text == rate)
    assert facts.quantities[claim.numerators[0][0]].text == numerator
    assert facts.quantities[claim.bases[0][0]].text == base


def test_growth_is_no_rate(read: Read) -> None:
    facts = read("网上办件量同比增长130%。")
    assert not facts.rates
    assert len(facts.changes) == 1


def test_a_base_named_but_not_given(read: Read) -> None:
    (claim,) = read("结案后被提起行政诉讼6件，占审结总数1.9%。").rates
    assert claim.kind is RateKind.SHARE
    assert claim.missing_bases == ("审结总数",)
    assert not claim.bases


def test_fraction(read: Read) -> None:
    (claim,) = read("审结行政复议案件400件，调解和解127件，近三分之一的争议得到化解。").rates
    assert claim.kind is RateKind.FRACTION


def test_change_with_both_years(read: Read) -> None:
    facts = read("办理行政应诉案件151件，较上年66件增长128.8%。")
    (change,) = facts.changes
    assert change.rising
    assert change.current is not None and facts.quantities[change.current].text == "151件"
    assert change.previous is not None and facts.quantities[change.previous].text == "66件"


LISTINGS = [
    ("推行“首违不罚”“轻微免罚”“初次从轻”三张清单。", 3, 3, 3),
    ("制定学法、普法、用法、述法、考法“五张清单”。", 5, 5, 5),
    ("下设执法、司法、普法守法三个协调小组。", 3, 3, 3),
    ("形成县、乡、村三级调解网络。", 3, 3, 3),
    ("出台《甲办法》《乙办法》等4个文件。", 4, 2, 2),
]


@pytest.mark.parametrize(("text", "stated", "least", "most"), LISTINGS, ids=[text for text, *_ in LISTINGS])
def test_listing(read: Read, text: str, stated: int, least: int, most: int) -> None:
    facts = read(text)
    (listing,) = facts.listings
    assert (int(facts.quantities[listing.quantity].printed), listing.least, listing.most) == (stated, least, most)


@pytest.mark.parametrize(
    "text",
    [
        "落实“四项制度”“五个重点”“六项建设”。",
        "向青石镇、云溪镇派出三名干部。",
        "发放低保、特困、临时救助、残疾人两项补贴。",
    ],
)
def test_no_listing(read: Read, text: str) -> None:
    assert not read(text).listings


def test_completion(read: Read) -> None:
    facts = read("受理97件，现已全部审结。")
    assert [(facts.quantities[c.of].text, c.words) for c in facts.completions] == [("97件", "审结")]


def test_what_is_done_in_two_ways_is_not_what_all_was_done_of(read: Read) -> None:
    assert not read("发现隐患743处，当场整改512处、限期整改231处，已全部整改到位。").completions
    (one,) = read("发现问题86个，已整改84个，全部整改到位。").completions
    assert one.done is not None


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("开展案卷评查，抽取处罚案卷96卷、许可案卷54卷，共150卷，评出优秀38卷、合格106卷、不合格6卷。", {"150卷"}),
        (
            "开展案卷评查，抽取案卷240卷，其中处罚案卷150卷、许可案卷60卷、强制案卷30卷，评查结果优秀79卷、良好121卷、合格40卷。",
            {"240卷"},
        ),
        ("受理563件，不予受理38件；加上上年结转46件，审结552件，未审结57件。", set()),
    ],
)
def test_the_whole_of_outcomes_is_no_item_of_a_row(read: Read, text: str, wholes: set[str]) -> None:
    facts = read(text)
    assert {facts.quantities[b.total].text for b in facts.breakdowns} == wholes


def test_a_row_that_goes_on_is_not_complete(read: Read) -> None:
    breakdown = read("经营场所共329家，具体为歌舞娱乐86家，网吧124家，出版物零售单位65家，影院54家。").breakdowns[0]
    assert len(breakdown.parts) == 4 or breakdown.completeness is not Completeness.CLOSED


def test_each_bracket_belongs_to_the_figure_before_it(read: Read) -> None:
    facts = read("律所18家（合伙13家、个人5家），律师226人（专职189人、兼职6人、公职27人、公司4人）。")
    assert [len(b.parts) for b in facts.breakdowns] == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        "划分网格412个，每个网格固定1名网格员，共有专职网格员412名、兼职网格员530名。",
        "全省14个市州中，有9个市州收案量上升，5个市州收案量增幅较大，3个市州收案量下降。",
        "公布免罚事项62项，其中首违不罚28项、轻微免罚49项，部分事项同时符合两种情形。",
        "区内有普通高等学校7所，招生2万人；普通高中38所，招生1万人。",
    ],
)
def test_what_may_overlap_is_no_sum(read: Read, text: str) -> None:
    assert not any(b.exclusive and len(b.parts) > 1 for b in read(text).breakdowns)
