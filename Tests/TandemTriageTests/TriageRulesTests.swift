import TandemCore
import TandemTriage
import Testing

/// What the rules make of a report: its kind, and what it names.
@Suite struct TriageRulesTests {
  private func triage(_ title: String, _ body: String = "", labels: [String] = []) -> Triage {
    TriageRules.triage(BugReport(title: title, body: body, source: "test", labels: labels))
  }

  @Test(arguments: [
    ("urlencode drops the last parameter", "With two parameters only the first is encoded."),
    ("Allow equal errors to compare equal", "Identical errors don't compare equal."),
    (
      "Add a `default_value_os`",
      "Only `default_value` is provided, so paths that are not UTF-8 cannot be given."
    ),
    ("Why does `sort()` return None?", "```\n>>> sort([])\nNone\n```\nI expected a list."),
    (
      "Feature: backlinks",
      "### Actual Behavior\nLinks are lost.\n### Expected behavior\nThey show."
    ),
    ("memory leak", "grows by 1 GB an hour in worker.py"),
    ("Is it intended that parse() raises?", "ValueError: bad"),
  ])
  func `a report that shows something going wrong is a bug, however it is worded`(
    title: String, body: String
  ) {
    #expect(triage(title, body).kind == .bug)
  }

  @Test(arguments: [
    ("How do I configure two databases?", "I read the docs and wonder about the best setup."),
    ("Is there a way to log in from the command line?", ""),
    ("Question about licensing", "Can I use this at work? Where can I find the terms?"),
    ("What is the difference between `load` and `loads`?", "Please explain."),
    ("Can someone explain the plugin order?", "I was wondering which one comes first."),
    ("[question] pooling", "What is the best way to share a pool between threads?"),
    ("Which Python versions will 3.0 support?", ""),
  ])
  func `somebody who only asks has a question`(title: String, body: String) {
    #expect(triage(title, body).kind == .question)
  }

  @Test(arguments: [
    ("[Feature] Dark mode", "A dark theme for the settings page."),
    ("Feature request: export to CSV", "Exporting the table to CSV for spreadsheets."),
    ("Export to CSV", "It would be nice to have an export button next to print."),
    (
      "Dark theme",
      "### Is your feature request related to a problem?\nNo.\n### Describe the solution you'd like\nA dark theme."
    ),
    ("Support for TOML", "Please add a reader for TOML next to the YAML one."),
    ("Plugin system", "I would like to see hooks for plugins. I propose adding an entry point."),
  ])
  func `a wish without anything going wrong is a feature`(title: String, body: String) {
    #expect(triage(title, body).kind == .feature)
  }

  @Test(arguments: [
    ("it doesn't work", ""), ("help", "please fix asap"), ("Bug", "the app is broken"),
    ("test", ""),
  ])
  func `a report that says nothing cannot be acted on`(title: String, body: String) {
    #expect(triage(title, body).kind == .notActionable)
  }

  @Test func `a label decides`() {
    #expect(
      triage("Crash in save()", "ValueError: x", labels: ["type: question"]).kind == .question)
    #expect(triage("How do I save?", "", labels: ["kind/bug"]).kind == .bug)
    #expect(triage("Crash", "", labels: ["enhancement"]).reason == "it is labelled `enhancement`")
  }

  @Test func `a report's names, trace and example are found`() {
    let triage = triage(
      "`urlencode()` loses the last pair in QueryDict",
      """
      Since 2.1 `django.utils.http.urlencode` fails, see
      https://github.com/django/django/blob/stable/2.1/django/utils/http.py#L30 and
      ./tests/utils_tests/test_http.py:14 (test_custom_iterable_not_doseq).

      To reproduce:

      ```python
      from django.http import QueryDict
      urlencode({'a': my_value})
      ```

      This gives

      ```
      Traceback (most recent call last):
        File "/srv/app/views.py", line 7, in get
          x()
      TypeError: cannot join None
      ```
      """)
    #expect(triage.kind == .bug)
    #expect(triage.reason == "it shows something going wrong: a stack trace")
    #expect(
      triage.paths == ["stable/2.1/django/utils/http.py", "tests/utils_tests/test_http.py"]
        || triage.paths == ["2.1/django/utils/http.py", "tests/utils_tests/test_http.py"])
    #expect(triage.symbols.prefix(2) == ["urlencode", "django.utils.http.urlencode"])
    #expect(triage.symbols.contains("QueryDict"))
    #expect(triage.symbols.contains("my_value"))
    #expect(triage.errors == ["TypeError: cannot join None"])
    #expect(triage.frames == [StackFrame(path: "/srv/app/views.py", line: 7, function: "get")])
    #expect(triage.testNames == ["test_custom_iterable_not_doseq"])
    #expect(
      triage.reproduction
        == "from django.http import QueryDict\nurlencode({'a': my_value})")
    #expect(
      triage.symptoms == [
        "`urlencode()` loses the last pair in QueryDict",
        "Since 2.1 `django.utils.http.urlencode` fails, see",
      ])
    #expect(triage.tier == .builtin)
  }

  @Test func `prose gives no symbols and no paths`() {
    let triage = triage(
      "The page is slow, e.g. at 10.30",
      "I tried and/or version 1.2.3 on example.com, i.e. nothing special. Etc.")
    #expect(triage.symbols == [])
    #expect(triage.paths == [])
  }

  @Test func `tests are found in every way of writing them`() {
    let triage = triage(
      "Failing tests",
      "tests/test_a.py::TestA::test_b fails, also `app.tests.FooTests.test_c` and TestLogin.")
    #expect(
      triage.testNames == [
        "app.tests.FooTests.test_c", "tests/test_a.py::TestA::test_b", "TestLogin",
      ])
    #expect(triage.paths == ["tests/test_a.py"])
  }

  @Test func `difficulty is a label from what is named`() {
    #expect(triage("Typo in `a/b.py`", "wrong sign").difficulty == .easy)
    #expect(triage("Rendering is wrong", "The image is wrong on the page.").difficulty == .hard)
    #expect(triage("`parse_date` and `format_date` disagree", "wrong").difficulty == .medium)
  }
}
