from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.document.readers.plain import from_text
from checker.document.reading import read_file
from checker.engine.model import Finding, Severity
from checker.engine.rulebook.rulebook import Rulebook, load_rulebook
from checker.engine.run import check_document
from tests.engine.checks.sound_reports import SOUND

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
SOUND_PROSE = Path(__file__).with_name("sound_prose.txt")
FRAME = "青石区{year}年度法治政府建设情况报告\n\n{year}年，全区认真落实各项任务，受理行政复议申请12件。{text}"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(cache=False)


def found(book: Rulebook, text: str, select: str = "language/*", year: int = 2022) -> list[Finding]:
    document = from_text(FRAME.format(text=text, year=year))
    checked = check_document(document, book, date(year + 1, 2, 20), select=[select], strict=True)
    return list(checked.findings)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_report_is_left_in_peace(book: Rulebook, name: str) -> None:
    checked = check_document(from_text(SOUND[name]), book, date(2026, 3, 1), select=["language/*"], strict=True)
    assert checked.findings == ()


RIGHT = [
    "全年依法制定规范性文件8件，落实学法制度，维护国家法制统一，开展重大执法决定法制审核。",
    "召开组建全区综合执法队伍动员会，创建全国示范区。",
    "准备按规定报送，预防犯罪，研判形势，提升校园满意度，当事人材料齐全。",
    "应拆尽拆违法建筑，关注消费者权益，申报消息及时发布，定期末位通报。",
    "报名截止时间为6月30日，群众反应迅速，侦察兵退役安置工作有序推进。",
    "除了了解情况外，以营利为目的的行为一律查处，一件一件落实。",
    "2020各项任务完成，第三各方反馈良好。",
    "各乡镇做为民办实事的表率，这就是大家叫做为民的精神。",
    "党委书记检查指导，世界记忆名录，既将责任压实又将任务细化。",
    "引导企业知法守法、诚信经营，提高经营者知法守法的自觉性。",
    "完善快速反应和处置机制，第一时间反应并解决群众诉求。",
    "下岗职工再就业，实现再创业，存再次违法的从重处罚。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_words_are_left_in_peace(book: Rulebook, text: str) -> None:
    assert found(book, text, "language/confusable") == []


PLANTED = [
    ("及时反应和解决群众的合理诉求。", "反映"),
    ("向党委政府反应企业的意见建议。", "反映"),
    ("进一步建全工作机制。", "健全"),
    ("规范案伴审理程序。", "案件"),
    ("对侦察阶段的案件提供法律援助。", "侦查"),
    ("做遵法学法守法用法的模范。", "尊法"),
    ("全区19各乡镇落实到位。", "19个"),
    ("全区三各部门落实到位。", "三个"),
    ("扎实推荐法治乡村建设。", "推进"),
    ("作出维持决定前，已做出撤销决定2件。", "作出"),
    ("建立工作台帐。", "台账"),
    ("公布权利清单和责任清单。", "权力清单"),
    ("截止目前，全部办结。", "截至"),
    ("截止2022年底，全部办结。", "截至"),
    ("正式起动应急预案。", "启动"),
    ("群众如实反应情况。", "反映"),
    ("开展行证执法检查。", ""),
    ("办理行政复义案件。", "复议"),
    ("化解行政诉颂争议。", "诉讼"),
    ("完成规范性文件备按。", ""),
    ("全面布署年度任务。", "部署"),
    ("认真贯策中央精神。", "贯彻"),
    ("统一按排执法检查。", "安排"),
    ("开展矛盾纠分排查。", "矛盾纠纷"),
    ("规范行政裁量权机准。", ""),
    ("推进合法性审察。", "审查"),
    ("建设法制政府。", "法治政府"),
    ("坚持依法制国。", ""),
    ("人民调节员队伍不断壮大。", "人民调解"),
    ("办理公正事项120件。", "公证"),
    ("健全两法链接机制。", "两法衔接"),
    ("加大失信惩诫力度。", "失信惩戒"),
    ("吊消许可证2件。", "吊销"),
    ("依法追究法律则任。", "法律责任"),
    ("优化赢商环境。", "营商环境"),
    ("健全联席会议即既要求，既使困难再大也要完成。", "即使"),
    ("召开坐谈会3次。", "座谈"),
    ("给于行政处罚2件。", "给予"),
    ("戳力同心抓落实。", "戮力同心"),
    ("不径而走的做法。", "不胫而走"),
    ("取的了明显成效。", "取得"),
    ("近一步规范执法行为。", "进一步"),
    ("未及时送达，应当究正，违法必纠。", "违法必究"),
    ("有力的推动了工作落实。", "地推动了"),
    ("督察法制建设，加强执法监都。", ""),
    ("开展专项整冶行动。", "整治"),
    ("制定实施细责。", ""),
]


def test_planted_words_are_found(book: Rulebook) -> None:
    missed = [
        (text, right)
        for text, right in PLANTED
        if not any(right in (f.suggestion or "") for f in found(book, text, "language/confusable"))
    ]
    assert len(missed) <= 0.05 * len(PLANTED), missed


def test_a_misspelt_title_is_a_remark_without_edit(book: Rulebook) -> None:
    (finding,) = found(book, "印发《青石区法治建设台帐管理办法》。", "language/confusable")
    assert finding.severity is Severity.INFO
    assert finding.replacement is None


def test_a_repeated_remark_is_made_once(book: Rulebook) -> None:
    text = "其它部门和其它单位、其它人员均已培训。"
    (finding,) = found(book, text, "language/confusable")
    assert len(finding.evidence) == 2


@pytest.mark.parametrize(
    ("year", "text", "count"),
    [
        (2017, "区法制办组织清理文件。", 0),
        (2022, "区法制办组织清理文件。", 1),
        (2022, "机构改革后，原区法制办职责划入区司法局。", 0),
        (2022, "印发《青石区法制办工作规则》。", 0),
        (2022, "市公安局法制支队到区调研，人大常委会法制工作委员会到会指导。", 0),
        (2022, "区工商局、质监局、环保局、国土局联合检查。", 4),
        (2019, "学习贯彻全面依法治国新理念新思想新战略。", 0),
        (2022, "学习贯彻全面依法治国新理念新思想新战略。", 1),
    ],
)
def test_names_go_out_of_date(book: Rulebook, year: int, text: str, count: int) -> None:
    assert len(found(book, text, "language/outdated-term", year)) == count


@pytest.mark.parametrize(
    ("text", "replacement"),
    [
        ("推行双随机一公开监管。", "双随机、一公开"),
        ("拥护以习近平为核心的党中央。", "以习近平同志为核心的党中央"),
        ("贯彻习近平法制思想。", "习近平法治思想"),
        ("增强“四个意思”。", "四个意识"),
        ("坚决做到“两个唯护”。", "两个维护"),
        ("统筹推进“五位一体”战略布局。", "“五位一体”总体布局"),
    ],
)
def test_formulas_are_quoted_as_they_are(book: Rulebook, text: str, replacement: str) -> None:
    assert [f.replacement for f in found(book, text, "language/official-term")] == [replacement]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("完善协作机制机制。", "机制"),
        ("对执法人员进行了进行培训。", "进行"),
        ("提升执法的的水平。", "的"),
        ("二是支持乡村发展二是支持乡村发展。", "二是支持乡村发展"),
    ],
)
def test_repeats(book: Rulebook, text: str, word: str) -> None:
    (finding,) = found(book, text, "language/repeated-word")
    assert f"“{word}”" in (finding.suggestion or "")


@pytest.mark.parametrize(
    "text",
    [
        "实事求是是我们的优良作风。",
        "获得感可感可及。",
        "研究研究再定。",
        "个个满意，常常走访。",
        "公共服务服务质量提高。",
    ],
)
def test_legitimate_doubling(book: Rulebook, text: str) -> None:
    assert found(book, text, "language/repeated-word") == []


def test_claims_need_figures_only_where_something_is_claimed(book: Rulebook) -> None:
    text = (
        "\n\n一、主要举措和成效\n\n执法水平显著提升。全年办结案件45件，群众满意度明显提高。"
        "\n\n二、2023年工作安排\n\n推动执法水平显著提升，力争走在全省前列。"
    )
    assert [f.quote for f in found(book, text, "language/vague-achievement")] == ["显著提升"]


@pytest.mark.parametrize("text", SOUND_PROSE.read_text("utf-8").splitlines())
def test_sound_prose_of_other_trades_is_left_in_peace(book: Rulebook, text: str) -> None:
    rules = ["language/confusable", "language/official-term", "language/repeated-word", "format/punctuation-width"]
    assert [finding for rule in rules for finding in found(book, text, rule)] == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no ../shared/corpus beside the repository")
def test_published_prose_is_left_in_peace(book: Rulebook) -> None:
    """Real documents of neighbouring kinds: warnings there are faults of the documents, and there are hardly any."""
    warnings = [
        f"{path.name}: {finding.quote}"
        for path in sorted(CORPUS.glob("gwr_prov_*.txt"))
        for finding in check_document(
            read_file(path), book, date(2026, 11, 21), select=["language/confusable", "language/repeated-word"]
        ).findings
        if finding.severity is not Severity.INFO
    ]
    assert len(warnings) <= 1, warnings
