"""A short report of a fictional district, for the tests of the readers."""

from __future__ import annotations

from checker.document.model import Document

TITLE = "青石区2023年度法治政府建设情况报告"

LINES = (
    TITLE,
    "临江市委、市政府：",
    "2023年，青石区坚持以习近平新时代中国特色社会主义思想为指导，深入贯彻习近平法治思想，"
    "认真落实上级部署，扎实推进法治政府建设各项工作。现将有关情况报告如下：",
    "一、主要举措和成效",
    "（一）健全依法行政制度体系",
    "全年审查行政规范性文件42件，提出修改意见118条；备案审查率、审查意见采纳率均达100%。",
    "（二）依法化解矛盾纠纷",
    "1.办好行政复议案件。全年收到行政复议申请206件，受理187件，审结179件，其中维持96件、撤销12件、终止71件。",
    "2.规范行政应诉。行政机关负责人出庭应诉率96.5%，比上年提高2.3个百分点。",
    "二、存在的不足和原因",
    "一是个别部门对案卷评查重视不够，评查发现的问题整改不及时；二是镇街执法力量与下放的事权还不匹配。",
    "三、下一年度主要安排",
    "2024年，我区将对照示范创建指标逐项补短板，年内完成镇街执法人员轮训。",
    "中共青石区委",
    "青石区人民政府",
    "2024年1月26日",
)

TEXT = "\n".join(LINES) + "\n"

MERGED_CELLS = {
    "类别": (0, 0, 2, 1),
    "案件": (0, 1, 1, 2),
    "收案": (1, 1, 1, 1),
    "结案": (1, 2, 1, 1),
    "复议": (2, 0, 1, 1),
    "206": (2, 1, 1, 1),
    "": (2, 2, 1, 1),
}
"""A small table with a head over two columns: row, column, rows and columns of each cell."""


def cells_of(document: Document) -> dict[str, tuple[int, int, int, int]]:
    """What the cells of a document hold, and where they stand in their table."""
    return {
        document.quote(block.span): (block.cell.row, block.cell.column, block.cell.rows, block.cell.columns)
        for block in document.blocks
        if block.cell
    }
