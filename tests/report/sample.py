"""A report of a fictional district with results as the engine would hand them over, for the tests of all outputs."""

from __future__ import annotations

from checker.document.model import Block, BlockKind, Document, Span
from checker.engine.model import Coverage, Evidence, Finding, Movement, Outcome, Profile, Score, Severity, Status
from checker.engine.result import Checked, Failed
from checker.report.checklist import Checklist, RuleCard

TEXT = """\
青石区人民政府关于2024年度法治政府建设情况的报告
市委、市政府：
2024年，青石区坚持以习近平新时代中国特色社会主义思想为指导，深入学习宣传贯彻习近平法治思想，纵深推进法治政府建设。现将有关情况报告如下：
一、2024年法治政府建设主要举措和成效
（一）依法有效化解社会矛盾纠纷。全年共收到行政复议申请412件，依法受理371件，审结362件，其中撤销、变更、确认违法和责令履行44件，直接纠错率12.9%。办理行政应诉案件96件，行政机关负责人出庭应诉94件，出庭应诉率达97.9%。
（三）严格规范公正文明执法。开展行政执法案卷评查3次，抽查案卷180件，其中优秀卷62件、合格卷112件、不合格卷8件，发现问题均已整改到位。印发《青石区行政裁量权基准管理办法》（青政发[2024]9号），全面推行“行政执法公示、执法全过程记录、重大执法决定法制审核”三项制度。
二、存在的不足和原因
一是部分单位对法治建设重视不够;二是基层执法力量配备不足;三是执法监督手段较为单一。
三、2024年工作安排
（一）加快补齐短板。健全行政执法监督体系，规范涉企行政检查（含“综合查一次”。
（二）做实行政复议。力争全年调解和解率超过35%以上，实质性化解行政争议.
特此报告。
青石区人民政府
2025年3月12日
"""

DIGEST = "3f0c9a7be21d"


def document(path: str = "reports/青石区-2024.txt") -> Document:
    blocks = []
    start = 0
    for line in TEXT.split("\n"):
        if line:
            blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(line))))
        start += len(line) + 1
    return Document(path, "txt", TEXT, tuple(blocks), encoding="utf-8")


def at(words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of ``words``."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def operand(role: str, words: str, value: str, nth: int = 0) -> Evidence:
    span = at(words, nth)
    return Evidence(role, words, span, value)


A = "一、2024年法治政府建设主要举措和成效"
P = "二、存在的不足和原因"
N = "三、2024年工作安排"


def find(
    rule: str, severity: Severity, message: str, words: str, section: str, nth: int = 0, **more: object
) -> Finding:
    card = CHECKLIST.cards[rule]
    return Finding(
        rule,
        severity,
        message,
        words,
        at(words, nth),
        basis=card.basis or None,
        section=section,
        fingerprint=f"fp-{rule.replace('/', '-')}-{nth}",
        **more,  # type: ignore[arg-type]
    )


E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741

CHECKLIST = Checklist.of(
    "0.1.0",
    DIGEST,
    [
        RuleCard("structure/title-missing", "有标题", E, 5, "党政机关公文处理工作条例 第九条"),
        RuleCard("structure/title-form", "标题写明机关、年度、事由和文种", W, 2, "党政机关公文处理工作条例 第九条"),
        RuleCard("structure/addressee-missing", "有主送机关", W, 2, "党政机关公文处理工作条例 第九条"),
        RuleCard("structure/measures-missing", "写有主要举措和成效", E, 8, "督察工作规定 第二十六条第一项（条款待核）"),
        RuleCard("structure/problems-missing", "写有不足和原因", E, 8, "督察工作规定 第二十六条第二项（条款待核）"),
        RuleCard("structure/causes-missing", "不足之外写明原因", W, 4, "督察工作规定 第二十六条第二项（条款待核）"),
        RuleCard(
            "structure/responsibility-missing",
            "写有党政主要负责人履行第一责任人职责的情况",
            E,
            8,
            "《法治政府建设与责任落实督察工作规定》第二十六条第三项（条款待核）",
        ),
        RuleCard("structure/plan-missing", "写有下一年度安排", E, 8, "督察工作规定 第二十六条第四项（条款待核）"),
        RuleCard("structure/numbering-gap", "层次序号连续", W, 2, "GB/T 9704—2012 7.3.3"),
        RuleCard("structure/signature-missing", "有发文机关署名", W, 2, "党政机关公文处理工作条例 第九条"),
        RuleCard("numbers/breakdown-sum", "分项之和等于总数", E, 6, "统计数据一致性"),
        RuleCard("numbers/rate-mismatch", "比率与件数算得拢", E, 6, "统计数据一致性", precision=0.985),
        RuleCard("numbers/accepted-within-received", "受理数不大于收到数", E, 5, "行政复议法 第三十条"),
        RuleCard(
            "numbers/concluded-within-accepted", "审结数不大于受理数与上年结转数之和", E, 5, "行政复议法 第六十二条"
        ),
        RuleCard("numbers/year-on-year", "增减幅度与两年件数相符", E, 4, ""),
        RuleCard("numbers/redundant-approximation", "约数词不重复", I, 1, "GB/T 15835—2011"),
        RuleCard("years/plan-year", "安排写的是下一年度", E, 6, "督察工作规定 第二十六条第四项（条款待核）"),
        RuleCard("years/deadline", "在规定期限内成文", W, 3, "督察工作规定 第二十四条（条款待核）"),
        RuleCard("years/law-not-in-force", "引用的法律报告年度已施行", E, 4, "立法法"),
        RuleCard("format/document-number", "发文字号用六角括号", W, 2, "GB/T 9704—2012 7.2.5"),
        RuleCard("format/punctuation-width", "标点用全角", I, 1, "GB/T 15834—2011"),
        RuleCard("format/unpaired-mark", "括号、引号成对", W, 2, "GB/T 15834—2011"),
        RuleCard("language/confusable", "易混词用对", W, 2, ""),
    ],
)


def checked(path: str = "reports/青石区-2024.txt") -> Checked:
    rate = find(
        "numbers/rate-mismatch",
        E,
        "纠错率写12.9%，按审结362件、纠错44件应为12.2%",
        "12.9%",
        A,
        evidence=(
            operand("基数", "362件", "362"),
            operand("分子", "44件", "44"),
            operand("比率", "12.9%", "12.9%"),
        ),
        arithmetic="44 ÷ 362 = 12.15%",
        suggestion="核对纠错件数与审结件数：件数无误的，12.9%改为12.2%；比率无误的，纠错应为47件。",
    )
    parts = find(
        "numbers/breakdown-sum",
        E,
        "分项合计182件，与总数180件不符，多2件",
        "180件",
        A,
        evidence=(
            operand("总数", "180件", "180"),
            operand("分项", "62件", "62", 1),
            operand("分项", "112件", "112"),
            operand("分项", "8件", "8", 0),
        ),
        arithmetic="62 + 112 + 8 = 182 ≠ 180",
        suggestion="总数改为182件，或核对三个分项。",
    )
    missing = Finding(
        "structure/responsibility-missing",
        E,
        "没有写党政主要负责人履行推进法治建设第一责任人职责的情况",
        "",
        None,
        suggestion="单列一部分，写明主要负责人部署、过问、协调、督办法治建设工作和述法的情况。",
        basis="《法治政府建设与责任落实督察工作规定》第二十六条第三项（条款待核）",
        fingerprint="fp-responsibility",
    )
    findings = [
        missing,
        rate,
        find(
            "structure/numbering-gap",
            W,
            "（一）之后是（三），缺（二）",
            "（三）",
            A,
            suggestion="改为（二），后面的序号顺次调整。",
            replacement="（二）",
        ),
        parts,
        find(
            "format/document-number",
            W,
            "发文字号的年份应当用六角括号",
            "青政发[2024]9号",
            A,
            suggestion="改为“青政发〔2024〕9号”。",
            replacement="青政发〔2024〕9号",
        ),
        find("format/punctuation-width", I, "中文里用了半角标点“;”", ";", P, suggestion="改为“；”。", replacement="；"),
        find("structure/causes-missing", W, "写了3条不足，没有写原因", P[2:], P, suggestion="逐条写明原因。"),
        find("format/punctuation-width", I, "中文里用了半角标点“;”", ";", P, 1, replacement="；"),
        find(
            "years/plan-year",
            E,
            "报告2024年度，安排却写的是2024年",
            "三、2024年工作安排",
            N,
            suggestion="核对年份，应为2025年。",
        ),
        find(
            "format/unpaired-mark",
            W,
            "左括号没有对应的右括号",
            "（含“综合查一次”",
            N,
            suggestion="在“综合查一次”后补“）”。",
        ),
        find("numbers/redundant-approximation", I, "“超过”与“以上”重复", "超过35%以上", N, suggestion="只留一个。"),
        find("format/punctuation-width", I, "中文里用了半角标点“.”", ".", N, 1, replacement="。"),
        find(
            "years/deadline",
            W,
            "成文日期2025年3月12日，晚于3月1日，迟11天",
            "2025年3月12日",
            N,
            waived="经市委依法治市办同意延期",
        ),
    ]
    failing = {f.rule for f in findings}
    reasons = {
        "numbers/year-on-year": (Status.NOT_APPLICABLE, "文中没有同比数字"),
        "years/law-not-in-force": (Status.NOT_APPLICABLE, "文中没有引用法律"),
        "numbers/concluded-within-accepted": (Status.UNDETERMINED, "没有写上年结转数，审结数是否超出受理数无法判断"),
    }
    outcomes = []
    for rule in CHECKLIST.cards:
        if rule in failing:
            own = tuple(f for f in findings if f.rule == rule)
            outcomes.append(Outcome(rule, Status.FAIL, max(3, len(own)), findings=own))
        elif rule in reasons:
            status, reason = reasons[rule]
            outcomes.append(Outcome(rule, status, 0, reason))
        else:
            outcomes.append(Outcome(rule, Status.PASS, 2))
    score = Score(
        67.4,
        64.2,
        70.1,
        {"structure": 71.4, "numbers": 58.3, "years": 61.5, "format": 55.0, "language": 100.0},
        (
            Movement("structure/responsibility-missing", 8.4, 8.4),
            Movement("numbers/rate-mismatch", 6.3, 6.3),
            Movement("years/plan-year", 6.3, 6.3),
            Movement("numbers/breakdown-sum", 5.1, 6.3),
            Movement("structure/causes-missing", 3.2, 4.2),
            Movement("format/document-number", 1.5, 2.1),
            Movement("format/unpaired-mark", 1.1, 2.1),
            Movement("structure/numbering-gap", 0.7, 2.1),
        ),
        ("numbers/concluded-within-accepted",),
    )
    profile = Profile(
        "government",
        "county",
        "official",
        "2024",
        {
            "body": "落款和标题是“青石区人民政府”",
            "level": "主送“市委、市政府”，名称以“区”结尾",
            "form": "有主送机关、落款和成文日期",
            "profile": "2019年以后的报告、区县政府",
            "year": "标题、导语都写2024年",
        },
    )
    return Checked(
        path,
        "txt",
        "青石区人民政府关于2024年度法治政府建设情况的报告",
        "青石区",
        2024,
        profile,
        score,
        Coverage(31, 24, 14),
        tuple(outcomes),
        tuple(findings),
        document=document(path),
    )


def clean(path: str = "reports/云溪县-2024.txt") -> Checked:
    """A report without a finding."""
    source = document(path)
    outcomes = tuple(Outcome(rule, Status.PASS, 1) for rule in CHECKLIST.cards)
    return Checked(
        path,
        "txt",
        "云溪县人民政府关于2024年度法治政府建设情况的报告",
        "云溪县",
        2024,
        Profile("government", "county", "official", "2024", {}),
        Score(100.0, 100.0, 100.0, {"structure": 100.0, "numbers": 100.0}),
        Coverage(40, 38, 30),
        outcomes,
        (),
        document=source,
    )


def failed(path: str = "reports/扫描件.pdf") -> Failed:
    return Failed(path, "这份PDF只有图像，没有文字层；请先做文字识别（OCR），或改交Word文件。")
