"""Who gets what: the one written matrix. Its source is section 5 of the design.

One line for each address and way of asking. ``of`` is the thing in the address: always one of Tangerang, or of the
ministry that runs it; ``visited`` alone is a class at the outsider's prison that takes people of Tangerang too.
``in`` is "sent to sign in"; a number is the status of the answer. Roles without a right get
403; somebody of the right role at another prison or ministry gets 404, as for something that does not exist.
A line that posts sends an empty form: whoever may not read a page may not post to it either, that is a rule of the
test and not written here.
"""

from dataclasses import dataclass

ROLES = (
    "anonymous",
    "registrar", "instructor", "head", "outsider",
    "own", "other", "corrections", "agreements",
    "postrelease", "auditor", "administrator",
)  # fmt: skip
"""``outsider`` is registrar at another prison, ``own`` the official of the organiser, ``other`` of another ministry."""

MATRIX = """
                                    nobody   prison                officials             others
address            how   of         anon     reg  ins  head out    own  oth  corr agr    post aud  adm

healthz            GET   -          200      200  200  200  200    200  200  200  200    200  200  200
help               GET   -          200      200  200  200  200    200  200  200  200    200  200  200
privacy            GET   -          200      200  200  200  200    200  200  200  200    200  200  200
accessibility      GET   -          200      200  200  200  200    200  200  200  200    200  200  200
language           POST  -          302      302  302  302  302    302  302  302  302    302  302  302
login              GET   -          200      302  302  302  302    302  302  302  302    302  302  302
logout             POST  -          302      302  302  302  302    302  302  302  302    302  302  302
home               GET   -          in       200  200  200  200    200  200  200  200    200  302  200
account            GET   -          in       200  200  200  200    200  200  200  200    200  200  200
password_change    GET   -          in       200  200  200  200    200  200  200  200    200  200  200
password_change    POST  -          in       200  200  200  200    200  200  200  200    200  200  200
password_changed   GET   -          in       200  200  200  200    200  200  200  200    200  200  200

programme_list     GET   -          in       200  200  200  200    200  200  200  200    403  403  403
programme_csv      GET   -          in       200  200  200  200    200  200  200  200    403  403  403
programme          GET   programme  in       200  200  200  404    200  404  200  200    403  403  403
programme_history  GET   programme  in       200  200  200  404    200  404  200  200    403  403  403
programme_new      GET   -          in       200  200  200  200    200  200  403  403    403  403  403
programme_new      POST  -          in       200  200  200  200    200  200  403  403    403  403  403
programme_edit     GET   programme  in       200  200  200  404    200  404  403  403    403  403  403
programme_edit     POST  programme  in       200  200  200  404    200  404  403  403    403  403  403
programme_figures  GET   programme  in       200  200  200  404    200  404  403  403    403  403  403
programme_figures  POST  programme  in       200  200  200  404    200  404  403  403    403  403  403
programme_settle   GET   programme  in       200  200  200  404    200  404  403  403    403  403  403
programme_settle   POST  programme  in       200  200  200  404    200  404  403  403    403  403  403
programme_statements GET   programme  in     200  200  200  404    200  404  403  403    403  403  403
programme_statements POST  programme  in     200  200  200  404    200  404  403  403    403  403  403
programme_milestones GET   programme  in     200  200  200  404    200  404  403  403    403  403  403
programme_milestones POST  programme  in     200  200  200  404    200  404  403  403    403  403  403
programme_funding  GET   programme  in       200  200  200  404    200  404  403  403    403  403  403
programme_funding  POST  programme  in       200  200  200  404    200  404  403  403    403  403  403
session_list       GET   -          in       200  200  200  200    403  403  403  403    403  403  403
session_new        GET   -          in       200  200  200  200    403  403  403  403    403  403  403
session_new        POST  -          in       200  200  200  200    403  403  403  403    403  403  403
session_edit       GET   session    in       200  200  200  404    403  403  403  403    403  403  403
session_edit       POST  session    in       200  200  200  404    403  403  403  403    403  403  403
session_meetings   GET   session    in       200  200  200  404    403  403  403  403    403  403  403
session_meetings   POST  session    in       200  200  200  404    403  403  403  403    403  403  403
meeting_move       GET   meeting    in       200  200  200  404    403  403  403  403    403  403  403
meeting_move       POST  meeting    in       200  200  200  404    403  403  403  403    403  403  403
meeting_cancel     GET   meeting    in       200  200  200  404    403  403  403  403    403  403  403
meeting_cancel     POST  meeting    in       200  200  200  404    403  403  403  403    403  403  403
session            GET   session    in       200  200  200  404    403  403  403  403    403  403  403
session_choose     GET   session    in       200  200  200  404    403  403  403  403    403  403  403
session_choose     POST  session    in       200  200  200  404    403  403  403  403    403  403  403
choose_pasted      GET   session    in       200  200  200  404    403  403  403  403    403  403  403
choose_pasted      POST  session    in       200  200  200  404    403  403  403  403    403  403  403
choose_uploaded    GET   session    in       200  200  200  404    403  403  403  403    403  403  403
choose_uploaded    POST  session    in       200  200  200  404    403  403  403  403    403  403  403
choose_copied      GET   session    in       200  200  200  404    403  403  403  403    403  403  403
session_review     POST  session    in       302  302  302  404    403  403  403  403    403  403  403
session_enrol      POST  session    in       302  302  302  404    403  403  403  403    403  403  403
session_withdraw   POST  session    in       302  302  302  404    403  403  403  403    403  403  403
session_suspend    POST  session    in       302  302  302  404    403  403  403  403    403  403  403
session_resume     POST  session    in       302  302  302  404    403  403  403  403    403  403  403
session_promote    POST  session    in       302  302  302  404    403  403  403  403    403  403  403
enrolment          GET   enrolment  in       200  200  200  404    403  403  403  403    403  403  403
session_guests     GET   session    in       200  200  200  404    403  403  403  403    403  403  403
session_guests     POST  session    in       200  200  200  404    403  403  403  403    403  403  403
session_approve    GET   session    in       403  403  200  403    403  403  403  403    403  403  403
session_approve    POST  session    in       403  403  200  403    403  403  403  403    403  403  403
session_send_back  GET   session    in       403  403  200  403    403  403  403  403    403  403  403
session_send_back  POST  session    in       403  403  200  403    403  403  403  403    403  403  403
session_open       GET   session    in       302  302  302  404    403  403  403  403    403  403  403
session_open       POST  session    in       302  302  302  404    403  403  403  403    403  403  403
session_begin      GET   session    in       200  200  200  404    403  403  403  403    403  403  403
session_begin      POST  session    in       302  302  302  404    403  403  403  403    403  403  403
session_cancel     GET   session    in       200  200  200  404    403  403  403  403    403  403  403
session_cancel     POST  session    in       200  200  200  404    403  403  403  403    403  403  403
session_close      GET   session    in       200  200  200  404    403  403  403  403    403  403  403
session_close      POST  session    in       200  200  200  404    403  403  403  403    403  403  403
enrolment_correct  GET   enrolment  in       200  200  200  404    403  403  403  403    403  403  403
enrolment_correct  POST  enrolment  in       200  200  200  404    403  403  403  403    403  403  403
attendance_grid    GET   session    in       200  200  200  404    403  403  403  403    403  403  403
attendance         GET   meeting    in       200  200  200  404    403  403  403  403    403  403  403
attendance         POST  meeting    in       302  302  302  404    403  403  403  403    403  403  403
attendance_sheet   GET   meeting    in       200  200  200  404    403  403  403  403    403  403  403

session            GET   visited    in       200  200  200  200    403  403  403  403    403  403  403
session_choose     GET   visited    in       200  200  200  200    403  403  403  403    403  403  403
session_choose     POST  visited    in       200  200  200  200    403  403  403  403    403  403  403
choose_pasted      GET   visited    in       200  200  200  200    403  403  403  403    403  403  403
choose_pasted      POST  visited    in       200  200  200  200    403  403  403  403    403  403  403
choose_uploaded    GET   visited    in       200  200  200  200    403  403  403  403    403  403  403
choose_uploaded    POST  visited    in       200  200  200  200    403  403  403  403    403  403  403
choose_copied      GET   visited    in       200  200  200  200    403  403  403  403    403  403  403
session_review     POST  visited    in       302  302  302  302    403  403  403  403    403  403  403
session_enrol      POST  visited    in       302  302  302  302    403  403  403  403    403  403  403
session_withdraw   POST  visited    in       302  302  302  302    403  403  403  403    403  403  403
session_suspend    POST  visited    in       302  302  302  302    403  403  403  403    403  403  403
session_resume     POST  visited    in       302  302  302  302    403  403  403  403    403  403  403
session_promote    POST  visited    in       302  302  302  302    403  403  403  403    403  403  403
session_edit       GET   visited    in       404  404  404  200    403  403  403  403    403  403  403
session_edit       POST  visited    in       404  404  404  200    403  403  403  403    403  403  403
session_meetings   GET   visited    in       404  404  404  200    403  403  403  403    403  403  403
session_meetings   POST  visited    in       404  404  404  200    403  403  403  403    403  403  403
session_guests     GET   visited    in       404  404  404  200    403  403  403  403    403  403  403
session_guests     POST  visited    in       404  404  404  200    403  403  403  403    403  403  403
session_begin      GET   visited    in       404  404  404  200    403  403  403  403    403  403  403
session_cancel     GET   visited    in       404  404  404  200    403  403  403  403    403  403  403
session_close      GET   visited    in       404  404  404  200    403  403  403  403    403  403  403
attendance_grid    GET   visited    in       404  404  404  200    403  403  403  403    403  403  403

person_list        GET   -          in       200  200  200  200    403  403  403  403    403  403  403
person_list        POST  -          in       302  302  302  302    403  403  403  403    403  403  403
person_csv         GET   -          in       200  403  200  200    403  403  403  403    403  403  403
person             GET   person     in       200  200  200  404    403  403  403  403    403  403  403
person_fact_new    GET   person     in       200  200  200  404    403  403  403  403    403  403  403
person_fact_new    POST  person     in       200  200  200  404    403  403  403  403    403  403  403
fact_end           GET   fact       in       200  200  200  404    403  403  403  403    403  403  403
fact_end           POST  fact       in       200  200  200  404    403  403  403  403    403  403  403
person_joining     GET   person     in       200  200  200  404    403  403  403  403    403  403  403
course_rules       GET   course     in       200  200  200  200    200  200  200  200    403  403  403
course_rule_new    GET   course     in       403  403  403  403    403  403  200  403    403  403  403
course_rule_new    POST  course     in       403  403  403  403    403  403  200  403    403  403  403
programme_rules    GET   programme  in       200  200  200  404    200  404  200  200    403  403  403
programme_rule_new GET   programme  in       200  200  200  404    200  404  403  403    403  403  403
programme_rule_new POST  programme  in       200  200  200  404    200  404  403  403    403  403  403
facility_rules     GET   facility   in       200  200  200  404    403  403  403  403    403  403  403
facility_rule_new  GET   facility   in       200  403  200  404    403  403  403  403    403  403  403
facility_rule_new  POST  facility   in       200  403  200  404    403  403  403  403    403  403  403
rule_edit          GET   rule       in       200  403  200  404    404  404  404  403    403  403  403
rule_edit          POST  rule       in       200  403  200  404    404  404  404  403    403  403  403
rule_end           GET   rule       in       200  403  200  404    404  404  404  403    403  403  403
rule_end           POST  rule       in       200  403  200  404    404  404  404  403    403  403  403
import_list        GET   -          in       200  403  403  200    403  403  403  403    403  403  403
import_list        POST  -          in       200  403  403  200    403  403  403  403    403  403  403
register_import    GET   import     in       200  403  403  404    403  403  403  403    403  403  403
register_import    POST  import     in       302  403  403  404    403  403  403  403    403  403  403
import_columns     GET   import     in       200  403  403  404    403  403  403  403    403  403  403
import_columns     POST  import     in       200  403  403  404    403  403  403  403    403  403  403
import_refused     GET   import     in       200  403  403  404    403  403  403  403    403  403  403

skill_list         GET   -          in       200  200  200  200    200  200  200  200    403  403  403
skill              GET   skill      in       200  200  200  200    200  200  200  200    403  403  403
skill_new          GET   -          in       403  403  403  403    403  403  200  403    403  403  403
skill_new          POST  -          in       403  403  403  403    403  403  200  403    403  403  403
skill_edit         GET   skill      in       403  403  403  403    403  403  200  403    403  403  403
skill_edit         POST  skill      in       403  403  403  403    403  403  200  403    403  403  403
course_list        GET   -          in       200  200  200  200    200  200  200  200    403  403  403
course             GET   course     in       200  200  200  200    200  200  200  200    403  403  403
course_new         GET   -          in       403  403  403  403    403  403  200  403    403  403  403
course_new         POST  -          in       403  403  403  403    403  403  200  403    403  403  403
course_edit        GET   course     in       403  403  403  403    403  403  200  403    403  403  403
course_edit        POST  course     in       403  403  403  403    403  403  200  403    403  403  403
course_version     GET   course     in       403  403  403  403    403  403  200  403    403  403  403
course_version     POST  course     in       403  403  403  403    403  403  200  403    403  403  403

agreement_list     GET   -          in       200  200  200  200    200  200  200  200    403  403  403
agreement_csv      GET   -          in       200  200  200  200    200  200  200  200    403  403  403
agreement_xlsx     GET   -          in       200  200  200  200    200  200  200  200    403  403  403
agreement_timeline GET   -          in       200  200  200  200    200  200  200  200    403  403  403
agreement          GET   agreement  in       200  200  200  404    200  404  200  200    403  403  403
agreement_new      GET   -          in       403  403  403  403    403  403  403  200    403  403  403
agreement_new      POST  -          in       403  403  403  403    403  403  403  200    403  403  403
agreement_edit     GET   agreement  in       403  403  403  403    403  403  403  200    403  403  403
agreement_edit     POST  agreement  in       403  403  403  403    403  403  403  200    403  403  403
agreement_contents GET   agreement  in       403  403  403  403    403  403  403  200    403  403  403
agreement_contents POST  agreement  in       403  403  403  403    403  403  403  200    403  403  403
agreement_change_new GET   agreement  in       403  403  403  403    403  403  403  200    403  403  403
agreement_change_new POST  agreement  in       403  403  403  403    403  403  403  200    403  403  403
agreement_change   GET   change     in       403  403  403  403    403  403  403  200    403  403  403
agreement_change   POST  change     in       403  403  403  403    403  403  403  200    403  403  403
document_new       GET   agreement  in       403  403  403  403    403  403  403  200    403  403  403
document_new       POST  agreement  in       403  403  403  403    403  403  403  200    403  403  403
document_replace   GET   document   in       403  403  403  403    403  403  403  200    403  403  403
document_replace   POST  document   in       403  403  403  403    403  403  403  200    403  403  403
agreement_downloads GET  agreement  in       403  403  403  403    403  403  403  200    403  403  403
downloads          GET   -          in       403  403  403  403    403  403  403  200    403  200  403
document           GET   document   in       403  403  403  403    200  404  200  200    403  403  403
organisation_list  GET   -          in       403  403  403  403    403  403  200  200    403  403  403
partner            GET   organisation in     403  403  403  403    200  404  200  200    403  403  403
organisation       GET   organisation in     403  403  403  403    200  404  200  200    403  403  403
organisation_new   GET   -          in       403  403  403  403    403  403  403  200    403  403  403
organisation_new   POST  -          in       403  403  403  403    403  403  403  200    403  403  403
organisation_edit  GET   organisation in     403  403  403  403    403  403  403  200    403  403  403
organisation_edit  POST  organisation in     403  403  403  403    403  403  403  200    403  403  403
organisation_join  GET   organisation in     403  403  403  403    403  403  403  200    403  403  403
organisation_join  POST  organisation in     403  403  403  403    403  403  403  200    403  403  403
to_link            GET   -          in       403  403  403  403    403  403  200  200    403  403  403
name_link          GET   printed    in       403  403  403  403    403  403  200  200    403  403  403
name_link          POST  printed    in       403  403  403  403    403  403  200  200    403  403  403
names_decided      GET   -          in       403  403  403  403    403  403  200  200    403  403  403
name_undo          GET   decision   in       403  403  403  403    403  403  200  200    403  403  403
name_undo          POST  decision   in       403  403  403  403    403  403  200  200    403  403  403
facility_new       GET   -          in       403  403  403  403    403  403  200  200    403  403  403
facility_new       POST  -          in       403  403  403  403    403  403  200  200    403  403  403
facility_edit      GET   facility   in       403  403  403  403    403  403  200  200    403  403  403
facility_edit      POST  facility   in       403  403  403  403    403  403  200  200    403  403  403
source_list        GET   -          in       403  403  403  403    403  403  200  200    403  403  403
source_new         GET   -          in       403  403  403  403    403  403  403  200    403  403  403
source_new         POST  -          in       403  403  403  403    403  403  403  200    403  403  403
source_edit        GET   source     in       403  403  403  403    403  403  403  200    403  403  403
source_edit        POST  source     in       403  403  403  403    403  403  403  200    403  403  403
agreement_watch    GET   -          in       403  403  403  403    200  200  200  200    403  403  403
agreement_watch_entry GET watch     in       403  403  403  403    403  403  200  200    403  403  403
agreement_watch_entry POST watch    in       403  403  403  403    403  403  403  200    403  403  403
report_list        GET   -          in       200  200  200  200    200  200  200  200    403  403  403
overview           GET   -          in       403  403  403  403    403  403  200  403    403  403  403
overview_pdf GET   -          in       403  403  403  403    403  403  200  403    403  403  403
overview_xlsx GET   -          in       403  403  403  403    403  403  200  403    403  403  403
overview_csv GET   -          in       403  403  403  403    403  403  200  403    403  403  403
report_table       GET   -          in       200  200  200  200    200  200  200  200    403  403  403
report_table_pdf GET   -          in       200  200  200  200    200  200  200  200    403  403  403
report_table_xlsx GET   -          in       200  200  200  200    200  200  200  200    403  403  403
report_table_csv GET   -          in       200  200  200  200    200  200  200  200    403  403  403
report_classes     GET   -          in       200  200  200  200    200  200  200  403    403  403  403
roster_purpose     GET   session    in       403  403  403  403    403  403  200  403    403  403  403
roster_purpose     POST  session    in       403  403  403  403    403  403  200  403    403  403  403
roster_rows        GET   reading    in       403  403  403  403    403  403  200  403    403  403  403
facility_report    GET   facility   in       200  200  200  404    403  403  200  403    403  403  403
facility_report_pdf GET   facility   in       200  200  200  404    403  403  200  403    403  403  403
facility_report_xlsx GET   facility   in       200  200  200  404    403  403  200  403    403  403  403
facility_report_csv GET   facility   in       200  200  200  404    403  403  200  403    403  403  403
organisation_report GET  organisation in     403  403  403  403    200  404  200  200    403  403  403
organisation_report_pdf GET  organisation in     403  403  403  403    200  404  200  200    403  403  403
organisation_report_xlsx GET  organisation in     403  403  403  403    200  404  200  200    403  403  403
organisation_report_csv GET  organisation in     403  403  403  403    200  404  200  200    403  403  403
agreement_report   GET   agreement  in       403  403  403  403    200  404  200  200    403  403  403
agreement_report_pdf GET   agreement  in       403  403  403  403    200  404  200  200    403  403  403
agreement_report_xlsx GET   agreement  in       403  403  403  403    200  404  200  200    403  403  403
agreement_report_csv GET   agreement  in       403  403  403  403    200  404  200  200    403  403  403
programme_report   GET   programme  in       200  200  200  404    200  404  200  200    403  403  403
programme_report_pdf GET   programme  in       200  200  200  404    200  404  200  200    403  403  403
programme_report_xlsx GET   programme  in       200  200  200  404    200  404  200  200    403  403  403
programme_report_csv GET   programme  in       200  200  200  404    200  404  200  200    403  403  403
edition_list       GET   programme  in       403  403  403  403    200  404  200  200    403  403  403
edition_list       POST  programme  in       403  403  403  403    302  404  302  403    403  403  403
edition            GET   edition    in       403  403  403  403    200  404  200  200    403  403  403

audit_reads        GET   -          in       403  403  403  403    403  403  403  403    403  200  403
audit_changes      GET   -          in       403  403  403  403    403  403  403  403    403  200  403
audit_exports      GET   -          in       403  403  403  403    403  403  403  403    403  200  403

admin:*            GET   -          in       403  403  403  403    403  403  403  403    403  403  open
"""
"""``open``: what stock admin answers to its administrators is its own affair; only, it is no failure of ours."""


@dataclass(frozen=True)
class Row:
    """One line: an address, how it is asked for, the thing in its path, and what each role gets."""

    name: str
    method: str
    thing: str | None
    gets: dict[str, str]


def rows(text: str = MATRIX) -> list[Row]:
    """The lines of the table; its two lines of heads are passed over."""
    lines = [line.split() for line in text.splitlines()]
    return [_row(line) for line in lines if len(line) == 3 + len(ROLES) and line[0] != "address"]


def _row(line: list[str]) -> Row:
    name, method, thing, *gets = line
    return Row(name, method, None if thing == "-" else thing, dict(zip(ROLES, gets, strict=True)))
