"""A word written twice in a row: 建设建设, 的的, 进行了进行."""

from __future__ import annotations

import re

from pydantic import Field

from checker.document.model import Span
from checker.engine.check import CheckParameters, Examination, Fault, Inspect
from checker.engine.knowledge import Knowledge
from checker.engine.model import Severity
from checker.engine.reading import Reading

__all__ = ["KIND", "PLACEHOLDERS", "Parameters", "compile_check"]

KIND = "repeated-word"
PLACEHOLDERS = frozenset({"written", "word"})

_REPEATED = re.compile(r"([\u4e00-\u9fff]{2,12}?)\1")
_VERB_AGAIN = re.compile(
    r"(进行|开展|加强|推进|组织|实施|召开|举办|制定|印发|完成|落实|完善|建立|提升|提高|强化)[了过]?\1"
)
# One character twice, where the second is not the head of another word.
_PARTICLES = re.compile(
    r"(?<![目标有端])的的(?!确|士)|(?<!为)了了(?!解|结|却|然|得|不)|(?<![现存所实正内])在在(?!于|编|建|册|校|岗|职|押|审|逃|线|场|全|此|各|这)"
    r"|(?<![调缓温平共总饱柔])和和(?!解|谐|平|睦|缓|气|田|顺|县)|(?<![参给赠授])与与(?!会)|(?<![凡于就可还只但若总正求])是是(?!非|否)"
    r"|(?<!应针面相绝核)对对(?!象|策|口|接|比|应|外|标|账|照|于|方|待|抗|等|手|立|面)|(?<![行成作认以因称视定])为为(?!什|何|民|人|期|此|主|了)"
    r"|及及(?!时|早|格|其|第)|(?<![合归])并并(?!购|案|入|联|列|轨|网|行|非|不)|(?<![服顺听遵自])从从(?!业|严|而|事|快|重|轻|优|速|实|中|源|根|众|宽)"
    r"|将将(?!军|来|领|士|近|会|于)|被被(?!告|申|执|诉|征|侵|害|调|监|检|审|举|保|聘|处|继|动|上|代|委|授|列|评|选)|把把(?!关|握|脉|控|守|好|手)|由由(?!于|此|衷)"
)
# Words that are doubled on purpose, and compounds of which the second half starts a word of its own.
_ALLOWED = re.compile(
    r"(?:研究|讨论|商量|学习|考虑|了解|看看|交流|休息|锻炼|琢磨|打听|活动|调查|观察|体验|非常|很多|许多|特别|永远|高高|多多|长长|人人|天天|家家|户户|年年)\Z"
)
_NOUN_TAIL = re.compile(
    r"(?:员|率|数|量|室|中心|站|点|窗口|平台|机构|组织|部门|单位|工作|人员|体系|机制|制度|质量|能力|水平|条例|办法|规定|法|局|厅|委|处|科|队|大厅|类|性|化|力|期|费|金)"
)
_COMPOUND_HEADS = frozenset(
    "服务 管理 监督 调解 决定 规划 标准 技术 信息 评价 鉴定 仲裁 公证 培训 审查 检查 监察 检察 执法 行政 人民 建设 投资 贷款 保险 审计 监管 安全 发展 教育 生产 交通 公安".split()
)


class Parameters(CheckParameters):
    """How long a repeat may be."""

    longest: int = Field(default=12, ge=2, le=12, description="重复的词语最长几个字")


def compile_check(parameters: Parameters, knowledge: Knowledge) -> Inspect:
    """Nothing to prepare."""

    def inspect(reading: Reading) -> Examination:
        running = reading.document.running
        text = running.text
        if not text:
            return Examination.not_applicable("没有正文")
        faults: list[Fault] = []
        taken: list[tuple[int, int]] = []
        for start, end, word, severity in _repeats(text, parameters.longest):
            if any(first < end and start < last for first, last in taken):
                continue
            taken.append((start, end))
            written = text[start:end]
            span = Span(*running.place(start, end))
            faults.append(
                Fault(
                    span,
                    values={"written": written, "word": word},
                    suggestion=f"删去重复的“{word}”",
                    replacement=word if severity is None and written == word * 2 else None,
                    severity=severity,
                    identity=(written,),
                )
            )
        return Examination.of(len(running.passages), faults)

    return inspect


def _repeats(text: str, longest: int) -> list[tuple[int, int, str, Severity | None]]:
    found: list[tuple[int, int, str, Severity | None]] = []
    for match in _PARTICLES.finditer(text):
        found.append((match.start(), match.end(), match[0][0], None))
    for match in _VERB_AGAIN.finditer(text):
        if match[0] != match[1] * 2:
            found.append((match.start(), match.end(), match[1], None))
    position = 0
    while repeat := _REPEATED.search(text, position):
        word = repeat[1]
        if len(word) > longest or _is_right(text, repeat, word):
            position = repeat.start() + 1
            continue
        position = repeat.end()
        found.append((repeat.start(), repeat.end(), word, _severity(word)))
    return sorted(found)


def _is_right(text: str, match: re.Match[str], word: str) -> bool:
    if len(set(word)) == 1 or word.startswith("一") or _ALLOWED.search(word):
        return True  # 个个, 一步一步, 研究研究
    if word == "感可":
        return True  # 获得感可感可及
    if re.fullmatch("[两二三四五六七八九十百千万]+", word):
        return True
    # 公共服务|服务中心: two compounds that share a word.
    return len(word) == 2 and word in _COMPOUND_HEADS and bool(_NOUN_TAIL.match(text, match.end()))


def _severity(word: str) -> Severity | None:
    """A repeat of two characters may still be two words that happen to meet."""
    return Severity.INFO if len(word) == 2 and word in _COMPOUND_HEADS else None
