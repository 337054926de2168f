"""The words of what is told beside a draft, in English and Japanese; the codes never change, these may."""

from collections.abc import Mapping

from vendors.register.draft.refusals import Lang
from vendors.register.draft.remarks import Section

Words = Mapping[Lang, str]

SECTIONS: Mapping[Section, Words] = {
    Section.READ: {"en": "Read", "ja": "読み取り"},
    Section.COLUMNS: {
        "en": "Columns (put a wrong guess right with --map COLUMN=FIELD, leave a column out with --map COLUMN=-)",
        "ja": "列（推定の誤りは --map 列=項目 で直し、使わない列は --map 列=- とします）",
    },
    Section.GUESSED: {"en": "Guessed", "ja": "推定"},
    Section.MERGED: {"en": "Merged", "ja": "統合"},
    Section.LEFT_OUT: {"en": "Left out", "ja": "除外"},
    Section.DOUBTED: {"en": "Doubted (a person has to look)", "ja": "疑義（人による確認が必要）"},
    Section.ABSENT: {
        "en": "Absent (nothing is invented; `teikyo check` names what is required)",
        "ja": "欠落（補完はしません。必須のものは teikyo check が示します）",
    },
}

DELIMITERS: Mapping[str, Words] = {
    "comma": {"en": "commas", "ja": "コンマ区切り"},
    "semicolon": {"en": "semicolons", "ja": "セミコロン区切り"},
    "tab": {"en": "tabs", "ja": "タブ区切り"},
    "pipe": {"en": "vertical bars", "ja": "縦線区切り"},
}

REMARKS: Mapping[str, Words] = {
    "text_file": {"en": "text in {encoding}, parted by {delimiter}", "ja": "文字コード {encoding}、{delimiter}"},
    "headings": {"en": "headings", "ja": "見出し"},
    "no_headings": {"en": "no headings", "ja": "見出しなし"},
    "hidden_rows": {"en": "hidden rows, read like the others", "ja": "非表示の行（ほかの行と同じく読みました）"},
    "column_guessed": {"en": "{letter} {heading} -> {field} (guessed)", "ja": "{letter} {heading} → {field}（推定）"},
    "column_mapped": {"en": "{letter} {heading} -> {field} (as asked)", "ja": "{letter} {heading} → {field}（指定）"},
    "column_unused": {"en": "{letter} {heading} -> not used", "ja": "{letter} {heading} → 不使用"},
    "service_or_work": {
        "en": "the column of services is taken for those of the operator; if it says what the recipients do, map it to work",
        "ja": "サービスの列は事業者自身のサービスと読みました。提供先の業務であれば work を指定してください",
    },
    "work_or_service": {
        "en": "the column of services differs in every row, so it is taken for what the recipients do; if not, map it to service",
        "ja": "サービスの列は行ごとに異なるため、提供先の業務と読みました。違えば service を指定してください",
    },
    "services_parted": {
        "en": "several services in one cell, a transfer for each: {services}",
        "ja": "一つの欄に複数のサービス。それぞれ別の提供としました: {services}",
    },
    "service_of_all": {
        "en": "{service}: kept as one service of that name; name the services themselves",
        "ja": "{service}: その名称の一つのサービスとしました。個々のサービスに直してください",
    },
    "country_of_place": {"en": "{cell}: {country}", "ja": "{cell} → {country}"},
    "kind_of_legal_form": {
        "en": "recipients whose name bears a company's legal form: kind company",
        "ja": "名称に会社の種類がある提供先: kind は company",
    },
    "kind_as_asked": {
        "en": "recipients whose name does not tell: kind {kind}, as asked",
        "ja": "名称から分からない提供先: 指定により kind は {kind}",
    },
    "day_of_number": {"en": "{field}: a bare number, read as {day}", "ja": "{field}: 数値を日付 {day} と読みました"},
    "kept_apart": {
        "en": "alike, but kept apart: {names}",
        "ja": "似ているが別の提供先としたもの: {names}",
    },
    "spellings": {"en": "one recipient: {spellings}", "ja": "同一の提供先: {spellings}"},
    "one_recipient": {"en": "one recipient: {recipient}", "ja": "同一の提供先: {recipient}"},
    "one_transfer": {
        "en": "rows that say the same, one transfer: {transfer}",
        "ja": "同じ内容の行、一つの提供: {transfer}",
    },
    "sheet_without_recipients": {
        "en": "sheet {sheet}: no column of recipients",
        "ja": "シート {sheet}: 提供先の列がありません",
    },
    "hidden_sheet": {
        "en": "sheet {sheet}: hidden (--sheet reads it)",
        "ja": "シート {sheet}: 非表示（--sheet で読み込めます）",
    },
    "sheet_not_asked": {"en": "sheet {sheet}: not asked for", "ja": "シート {sheet}: 指定外"},
    "row_total": {"en": "a total: {cell}", "ja": "合計: {cell}"},
    "row_footnote": {"en": "a footnote: {cell}", "ja": "注記: {cell}"},
    "row_example": {"en": "an example: {cell}", "ja": "記入例: {cell}"},
    "row_section": {"en": "a section's title: {cell}", "ja": "区分の見出し: {cell}"},
    "row_names_nobody": {"en": "names nobody: {cell}", "ja": "提供先の記載なし: {cell}"},
    "row_beside_the_table": {"en": "beside the table: {cell}", "ja": "表の外: {cell}"},
    "row_without_name": {
        "en": "a row without a recipient was left out: {cell}",
        "ja": "提供先のない行を除外しました: {cell}",
    },
    "broken_quotes": {
        "en": "quotation marks do not match; the line was read without minding them",
        "ja": "引用符が対応していません。無視して読みました",
    },
    "two_names_split": {
        "en": "{column}: several recipients in one cell, taken apart: {names}",
        "ja": "{column}: 一つの欄に複数の提供先があり、分けました: {names}",
    },
    "two_names_kept": {
        "en": "{column}: may be more than one recipient, kept as one: {cell}",
        "ja": "{column}: 複数の提供先の可能性がありますが、一つとしました: {cell}",
    },
    "vague_name": {
        "en": "{column}: not the name of one recipient: {cell}",
        "ja": "{column}: 提供先が特定されていません: {cell}",
    },
    "bare_row": {
        "en": "a row with a name alone; it may be a title or a footnote: {cell}",
        "ja": "名称だけの行です。見出しや注記かもしれません: {cell}",
    },
    "shifted_row": {
        "en": "more cells than headings, so they may stand under the wrong ones (put a cell with a comma in quotes): {cell}",
        "ja": "見出しより多くの欄があり、ずれている可能性があります（コンマを含む欄は引用符で囲みます）: {cell}",
    },
    "unreadable_cell": {
        "en": "{column}: a formula without a saved value, or an error; {field} left absent",
        "ja": "{column}: 値が保存されていない数式、またはエラーです。{field} は空のままです",
    },
    "region": {
        "en": "{recipient}: {column} {cell} names a region, which is no country; {field} left absent",
        "ja": "{recipient}: {column}「{cell}」は地域であり国ではありません。{field} は空のままです",
    },
    "several_countries": {
        "en": "{recipient}: {column} {cell} names several countries; {field} left absent",
        "ja": "{recipient}: {column}「{cell}」は複数の国です。{field} は空のままです",
    },
    "ambiguous_place": {
        "en": "{recipient}: {column} {cell} may be more than one country; {field} left absent",
        "ja": "{recipient}: {column}「{cell}」は複数の国がありえます。{field} は空のままです",
    },
    "state_or_country": {
        "en": "{recipient}: {column} {cell} is a country or a US state; {field} left absent",
        "ja": "{recipient}: {column}「{cell}」は国か米国の州か分かりません。{field} は空のままです",
    },
    "unknown_place": {
        "en": "{recipient}: {column} {cell} is not recognised as a country; {field} left absent",
        "ja": "{recipient}: {column}「{cell}」を国名と認められません。{field} は空のままです",
    },
    "rows_disagree": {
        "en": "{recipient}: rows disagree on the country ({cells}); country left absent",
        "ja": "{recipient}: 行によって国が違います（{cells}）。country は空のままです",
    },
    "day_or_month": {
        "en": "{column} {cell}: day and month can't be told apart; {field} left absent",
        "ja": "{column}「{cell}」: 日と月の順が分かりません。{field} は空のままです",
    },
    "short_year": {
        "en": "{column} {cell}: a year of two digits; {field} left absent",
        "ja": "{column}「{cell}」: 年が二桁です。{field} は空のままです",
    },
    "no_day": {
        "en": "{column} {cell}: names no day; {field} left absent",
        "ja": "{column}「{cell}」: 日まで書かれていません。{field} は空のままです",
    },
    "no_such_day": {
        "en": "{column} {cell}: there is no such day; {field} left absent",
        "ja": "{column}「{cell}」: 存在しない日です。{field} は空のままです",
    },
    "number_not_day": {
        "en": "{column} {cell}: a bare number; {field} left absent",
        "ja": "{column}「{cell}」: 数字だけです。{field} は空のままです",
    },
    "unknown_day": {
        "en": "{column} {cell}: not recognised as a day; {field} left absent",
        "ja": "{column}「{cell}」: 日付と認められません。{field} は空のままです",
    },
    "ditto": {
        "en": "{column} {cell}: points at the cell above; {field} left absent",
        "ja": "{column}「{cell}」: 上の欄を指しています。{field} は空のままです",
    },
    "headings_unknown": {
        "en": "taken for headings, though none of them is known (--headings 0 where there are none): {headings}",
        "ja": "見出しと読みましたが、知られた見出しがありません（見出しがなければ --headings 0）: {headings}",
    },
    "column_passed_over": {
        "en": "{letter} {heading}: may just as well be {field}, for which {other} was taken (--map says which)",
        "ja": "{letter} {heading}: {field} の可能性もありますが、{other} を使いました（--map で指定できます）",
    },
    "until_before_from": {
        "en": "{column} {cell}: the end lies before the beginning; {field} left absent",
        "ja": "{column}「{cell}」: 終わりが始まりより前です。{field} は空のままです",
    },
    "operator": {
        "en": "operator.name: whose register this is (--operator NAME)",
        "ja": "operator.name: 事業者名（--operator 名称）",
    },
    "no_country_column": {"en": "country: there is no such column", "ja": "country: 該当する列がありません"},
    "country": {"en": "country of {count} recipients", "ja": "{count}件の提供先の country"},
    "kind": {
        "en": "kind of {count} recipients: their names do not tell it (--kind KIND)",
        "ja": "{count}件の提供先の kind: 名称から分かりません（--kind 種類）",
    },
    "service": {
        "en": "service of {count} transfers (--service NAME)",
        "ja": "{count}件の提供の service（--service 名称）",
    },
    "items": {"en": "items of {count} transfers", "ja": "{count}件の提供の items"},
    "purposes": {"en": "purposes of {count} transfers", "ja": "{count}件の提供の purposes"},
    "from": {"en": "from of {count} transfers (--from DATE)", "ja": "{count}件の提供の from（--from 日付）"},
}
"""Where `{count}` stands, it is the number of lines or rows that the remark is about."""

SUMMARY: Words = {
    "en": "{recipients} recipients, {transfers} transfers, {services} services; doubted: {doubted}",
    "ja": "提供先{recipients}件、提供{transfers}件、サービス{services}件、疑義{doubted}件",
}
