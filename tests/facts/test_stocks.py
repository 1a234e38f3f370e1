"""Stocks and flows, products, listings, figures named again."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Read

BALANCES = [
    ("上年结转21件，新收155件，审结158件，未结18件。", ["21件", "155件"], ["158件", "18件"]),
    ("执法证年初在册640本，新发52本，注销17本，年末在册675本。", ["640本", "52本"], ["17本", "675本"]),
    ("核定编制48名，实有45名，空编3名。", ["48名"], ["45名", "3名"]),
    (
        "上年结转申请3件，本年新收84件。予以公开60件，不予公开22件，结转下年5件。",
        ["3件", "84件"],
        ["60件", "22件", "5件"],
    ),
    ("受理301件。加上上年结转27件，可供审理的共328件。", ["301件", "27件"], ["328件"]),
    ("入库30件、出库25件，库存由年初的42件增至年末的47件。", ["42件", "30件"], ["25件", "47件"]),
    ("事项由41项精简为33项，取消3项，下放5项。", ["41项"], ["3项", "5项", "33项"]),
    ("新设立企业300户，注销120户，净增180户。", ["300户"], ["120户", "180户"]),
    ("送审金额500万元，审定金额450万元，核减50万元。", ["500万元"], ["450万元", "50万元"]),
    ("年初持证892人，年内新领证76人，因退休等原因注销103人，到年底持证865人。", ["892人", "76人"], ["103人", "865人"]),
    ("清单原列1526项，本次增列88项、剔除143项，调整后1471项。", ["1526项", "88项"], ["143项", "1471项"]),
    ("总数为587人，较年初的562人，增聘68人、解聘43人。", ["562人", "68人"], ["43人", "587人"]),
    ("机构由214家压减至19家，注销158家，转为其他机构37家。", ["214家"], ["158家", "37家", "19家"]),
    ("2022年底尚有58个，2023年化解41个，新认定6个，年底剩余23个。", ["58个", "6个"], ["41个", "23个"]),
    ("模板86种，比年初的79种多出7种，系新编12种、停用5种所致。", ["79种", "12种"], ["5种", "86种"]),
    ("上期未化解9起，本期排查出64起，本期化解68起，未化解5起。", ["9起", "64起"], ["68起", "5起"]),
    ("收72件、结69件，连同上年移下来的5件，尚未办结8件。", ["5件", "72件"], ["69件", "8件"]),
    ("存量积案95件当中化解71件，另新增8件，目前积案还有32件。", ["95件", "8件"], ["71件", "32件"]),
    ("由聘期初的60名充实为72名，其间新聘19名，辞退7名。", ["60名", "19名"], ["7名", "72名"]),
    ("报名364人，参考347人，弃考17人。", ["364人"], ["347人", "17人"]),
    ("增设25个、撤并40个，净减少15个。", ["25个", "15个"], ["40个"]),
    ("接收187人，解除193人，在册人数由年初的214人变为年末的208人。", ["214人", "187人"], ["193人", "208人"]),
    ("年初挂账的围挡41处，年中又冒出来6处，全年拆掉33处，年底还剩14处。", ["41处", "6处"], ["33处", "14处"]),
    ("年初有积案52件，新排查出来9件，经包案一共化解了47件，年底还有14件。", ["52件", "9件"], ["47件", "14件"]),
    ("年初有64件，新制定5件、废止8件，年末有效61件；新制定的5件均已备案。", ["64件", "5件"], ["8件", "61件"]),
    ("上一年结下来的案子14件，今年又收进来83件，全年结掉79件，手里还压着18件。", ["14件", "83件"], ["79件", "18件"]),
    ("去年底欠着31户，今年清了24户，新欠5户，眼下还有12户。", ["31户", "5户"], ["24户", "12户"]),
    ("年初有专家67名，调整出去9名，调整进来21名，目前79名。", ["67名", "21名"], ["9名", "79名"]),
    ("报名143人，缺考9人，实际参考134人。", ["143人"], ["134人", "9人"]),
    ("受理61件，有4件没有受理，加上上年没有办完的5件，年底审结63件，剩下3件。", ["5件", "61件"], ["63件", "3件"]),
]


@pytest.mark.parametrize(("text", "came", "went"), BALANCES, ids=[text for text, _, _ in BALANCES])
def test_balance(read: Read, text: str, came: list[str], went: list[str]) -> None:
    facts = read(text)
    assert [
        ([facts.quantities[i].text for i in b.came], [facts.quantities[i].text for i in b.went]) for b in facts.balances
    ] == [(came, went)]


def test_against_what_was_there_first(read: Read) -> None:
    """What it is less by since the start of the year is the difference of the two stocks."""
    facts = read("年初有积案52件，新排查9件，化解47件，年底还有14件，和年初比减少了38件。")
    assert [
        ([facts.quantities[i].text for i in b.came], [facts.quantities[i].text for i in b.went]) for b in facts.balances
    ] == [(["52件", "9件"], ["47件", "14件"]), (["52件"], ["38件", "14件"])]


def test_sum_between(read: Read) -> None:
    """What there was and came in makes the sum; what went and is left makes it too."""
    facts = read("上年遗留纠纷6件，本年新排查89件，两项合计95件；年内化解91件，剩下4件。")
    assert [
        ([facts.quantities[i].text for i in b.came], [facts.quantities[i].text for i in b.went]) for b in facts.balances
    ] == [(["6件", "89件"], ["95件"]), (["95件"], ["91件", "4件"])]


def test_further_readings(read: Read) -> None:
    """A verb that tells nothing may be said of what came, of what went, or of neither."""
    (balance,) = read("年初在册60件，年内新收31件，走访25件，办结20件，年末在册46件。").balances
    assert balance.loose
    assert len(balance.others) == 2


@pytest.mark.parametrize(
    "text", ["连同上年结转187件，审结1967件，未结266件。", "发现问题88个，年底前整改80个，整改率90.9%，现有台账1本。"]
)
def test_no_balance(read: Read, text: str) -> None:
    assert not read(text).balances


PRODUCTS = [
    ("全镇18个村每村培养3名，共54名。", ["18个"], "3名", "54名"),
    ("全镇18个村、3个社区各聘请法律顾问1名，共聘请21名。", ["18个", "3个"], "1名", "21名"),
    ("组织5个督察组，每组4人，共抽调20人。", ["5个"], "4人", "20人"),
    ("组建小分队8支，每支小分队配备5人，40名队员走村入户。", ["8支"], "5人", "40名"),
    ("按照每个行政村3名的标准，在全县158个行政村培养474名。", ["158个"], "3名", "474名"),
    ("按照每个行政村每年1500元的标准给86个村发放补助，一年是12.9万元。", ["86个"], "1500元", "12.9万元"),
    ("按照38万人、人均2元的标准，将经费76万元列入预算。", ["38万人"], "2元", "76万元"),
    ("共有行政村42个、社区18个，总计60个，由12名律师担任顾问，每名联系5个。", ["12名"], "5个", "60个"),
    ("共60个村（社区），行政村42个、社区18个，由12名律师担任顾问，每名联系5个。", ["12名"], "5个", "60个"),
    ("从18个部门各抽取3卷，对54卷案卷集中评查。", ["18个"], "3卷", "54卷"),
    ("举办讲座24场，参加3120人次，场均130人次。", ["24场"], "130人次", "3120人次"),
    ("每季度开展评查2次，全年共开展8次。", [], "2次", "8次"),
    ("全市12家单位每家每季度开放2场，全年共举办96场。", ["12家"], "2场", "96场"),
    ("为200名农民工追回工资300万元，人均追回1.5万元。", ["200名"], "1.5万元", "300万元"),
]


@pytest.mark.parametrize(("text", "factors", "each", "total"), PRODUCTS, ids=[text for text, *_ in PRODUCTS])
def test_product(read: Read, text: str, factors: list[str], each: str, total: str) -> None:
    facts = read(text)
    assert [
        ([facts.quantities[i].text for i in p.factors], facts.quantities[p.each].text, facts.quantities[p.total].text)
        for p in facts.products
        if p.each is not None
    ] == [(factors, each, total)]


ONE_FOR_ONE = [
    ("按照“一企一档”要求，为273家重点企业建立档案273份。", ["273家"], "273份"),
    ("72所中小学校一校一名配齐法治副校长72名。", ["72所"], "72名"),
    ("145个村开展自治，村村建有调解室，共145个。", ["145个"], "145个"),
    ("走访企业148家，逐企反馈体检报告148份。", ["148家"], "148份"),
    ("全镇23个村、2个社区建成公共法律服务室25个。", ["23个", "2个"], "25个"),
    ("建成公共法律服务室25个，每室落实1名顾问，制作公示牌25块。", ["25个"], "25块"),
]


@pytest.mark.parametrize(("text", "factors", "total"), ONE_FOR_ONE, ids=[text for text, *_ in ONE_FOR_ONE])
def test_one_for_one(read: Read, text: str, factors: list[str], total: str) -> None:
    facts = read(text)
    assert [
        ([facts.quantities[i].text for i in p.factors], p.each, facts.quantities[p.total].text) for p in facts.products
    ] == [(factors, None, total)]


@pytest.mark.parametrize(
    "text",
    [
        "推进一件一件落实，检查企业30家，建立台账12本。",
        "“一网通办”覆盖28家单位，办件300件。",
        "全镇18个村建成文化广场20个。",
    ],
)
def test_not_one_for_one(read: Read, text: str) -> None:
    assert not read(text).products


def test_graded_product(read: Read) -> None:
    """A price for each kind: the products add up to the total."""
    text = "每个中心镇配备3名，其他乡镇（街道）配备2名，5个中心镇和18个其他乡镇（街道）共配备51名。"
    facts = read(text)
    (product,) = facts.products
    assert [facts.quantities[i].text for i in product.operands] == ["5个", "3名", "18个", "2名", "51名"]


def test_product_and_more(read: Read) -> None:
    """What came from elsewhere is added to the product."""
    facts = read("从16个县各抽取10卷，从直属队抽取8卷，参评案卷共168卷。")
    (product,) = facts.products
    assert [facts.quantities[i].text for i in product.operands] == ["16个", "10卷", "8卷", "168卷"]


@pytest.mark.parametrize(
    "text",
    [
        "全镇18个村每村至少3名，共61名。",
        "各部门报送信息320条，采用18条。",
        "各类会议累计9次，每次参加30人。",
    ],
)
def test_no_product(read: Read, text: str) -> None:
    assert not read(text).products


LISTINGS = [
    ("聚焦机构职能、制度建设、矛盾化解三个方面发力。", 3),
    ("青石镇、临江镇、白沙镇和云岭乡4个乡镇获评。", 4),
    ("抓了三件事：一是建章立制，二是规范执法，三是化解纠纷。", 3),
    ("存在三个方面的不足：（一）力量薄弱；（二）宣传不够；（三）保障不足。", 3),
    ("分别于3月、6月和9月召开3次会议。", 3),
    ("做到程序、文书、裁量“三统一”。", 3),
    ("组织对《停车办法》《犬只办法》2部规章开展评估。", 2),
    ("聚焦医疗、教育、养老等三大重点领域整治。", 3),
    ("发布案例三批，第一批5件，第二批6件，第三批4件。", 3),
    ("办理四类案件（治安、交通、市场、其他）。", 4),
]


@pytest.mark.parametrize(("text", "counted"), LISTINGS, ids=[text for text, _ in LISTINGS])
def test_listing(read: Read, text: str, counted: int) -> None:
    (listing,) = read(text).listings
    assert listing.least <= counted <= listing.most


@pytest.mark.parametrize(
    "text",
    [
        "在教育、卫生、养老领域新建3个示范点。",
        "入选国家级12家、绿色园区3个。",
        "走访企业、社区、学校，征求意见3条。",
        "市与区建立了权责清晰、财力协调、区域均衡的两级体制。",
    ],
)
def test_no_listing(read: Read, text: str) -> None:
    assert not read(text).listings


REPEATS = [
    ("抽取案卷186卷。对抽取的186卷案卷逐卷打分。", "186卷", "186卷"),
    ("梳理风险点68处，68处风险点均落实包保领导。", "68处", "68处"),
    ("选派骨干118人下基层，这批118名骨干包联村居。", "118人", "118名"),
    ("走访企业260家，受访的260家企业评价较高。", "260家", "260家"),
    ("立案4件；4件案件均已结案。", "4件", "4件"),
    ("征集典型案例216个，专家组对征集来的216个案例进行了评审。", "216个", "216个"),
    ("参加考试1356人，1356人的成绩全部合格。", "1356人", "1356人"),
    ("评出示范户365户，镇政府为365户示范户统一挂牌。", "365户", "365户"),
    ("制定行政规范性文件12件。坚持有件必备，制定的15件行政规范性文件全部按时报备。", "12件", "15件"),
    ("收到司法建议15份，15份均在期限内回复。", "15份", "15份"),
    ("提请审议的重大行政决策事项共8项。上述8项重大行政决策均经合法性审查。", "8项", "8项"),
    ("限期整改11处，复查时限期整改的11处均已到位。", "11处", "11处"),
    ("全区现有司法所9个。\n全区8个司法所均已达标。", "9个", "8个"),
    ("全县17个乡镇设立服务站。\n推动全县16个乡镇挂牌。", "17个", "16个"),
]


@pytest.mark.parametrize(("text", "first", "second"), REPEATS, ids=[text for text, *_ in REPEATS])
def test_repeat(read: Read, text: str, first: str, second: str) -> None:
    facts = read(text)
    (repeat,) = facts.repeats
    assert facts.quantities[repeat.first[-1]].text == first
    assert facts.quantities[repeat.second].text == second


@pytest.mark.parametrize(
    "text",
    [
        "收到建议15份，其中13份均在期限内回复。",
        "受理的案件中，撤销的3件均已重新作出决定。",
        "选取全县3个乡镇试点，全县17个乡镇推开。",
        "评出先进村6个。对督察反馈的5个问题逐项整改。",
        "属实7件、部分属实5件；对属实和部分属实的12件线索全部交办。",
        "收到建议52份，51份已回复，其余1份正在办理。",
    ],
)
def test_no_repeat(read: Read, text: str) -> None:
    assert not read(text).repeats
