import Testing

@testable import TandemRepair

/// What is read of a text: each statement's depth, kind, targets and values.
private func outline(_ path: String, _ text: String) -> [String] {
  guard let model = CodeModel(path: path, text: text) else { return [] }
  return model.statements.map { statement in
    let targets = zip(
      statement.targets, statement.types + Array(repeating: "", count: statement.targets.count)
    ).map { target, type in model.text(target) + (type.isEmpty ? "" : ": " + type) }
    let values = statement.values.map { shown($0, model) }
    return "\(statement.depth) \(statement.kind)"
      + (targets.isEmpty ? "" : " [\(targets.joined(separator: ", "))]")
      + (values.isEmpty ? "" : " " + values.joined(separator: ", "))
  }
}

/// An expression as its kind and parts.
private func shown(_ node: TandemRepair.Expression, _ model: CodeModel) -> String {
  node.children.isEmpty
    ? model.text(node)
    : "\(node.kind)(" + node.children.map { shown($0, model) }.joined(separator: ", ") + ")"
}

@Suite struct BraceReaderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var path: String
    var text: String
    var outline: [String]
    var testDescription: String { path }
  }

  @Test(arguments: Self.cases)
  func `statements and expressions are read as the language means them`(_ example: Case) {
    #expect(outline(example.path, example.text) == example.outline)
  }

  static let cases: [Case] = [
    Case(
      path: "within.rs",
      text: """
        fn mode() -> Mode {
            enum Mode {
                /// Nothing yet.
                Start,
                End(u8),
            }
            return Mode::Start;
        }
        """,
      outline: [
        "0 function", "1 type", "1 result attribute(Mode)",
      ]),
    Case(
      path: "a.js",
      text: """
        function sum(list, start = 0) {
          let total = start
          for (const [name, price] of list) {
            if (!price) continue;
            else if (price < 0 && name) throw new Error(`bad ${name}`);
            total += price ?? 1;
          }
          const by = list.filter((one) => one.price === 2).map(({ price }) => price)
          list.forEach((one) => {
            one.count++;
          });
          return total > 1 ? -total : list[0]
        }
        """,
      outline: [
        "0 function [list, start] 0",
        "1 assignment [total] start",
        "1 forLoop [name, price] list",
        "2 condition unary(price)",
        "3 jump",
        "2 condition boolean(comparison(price, 0), name)",
        "3 raising call(new Error, string(name))",
        "2 update [total] binary(price, 1)",
        "1 assignment [by] call(attribute(call(attribute(list), lambda(comparison(attribute(one), 2)))), lambda(price))",
        "1 expression call(attribute(list), (one) => {\n    one.count++;\n  })",
        "1 context [one]",
        "2 update [one.count]",
        "1 result choice(comparison(total, 1), unary(total), element(list, 0))",
      ]),
    Case(
      path: "A.java",
      text: """
        class A {
          private int size = 0;
          static List<String> names(Map<String, List<Integer>> all, int[] ids) {
            String[] words = text.split(" ");
            Map<String, Integer> found = new HashMap<>();
            for (int i = 0; i < ids.length; i++) {
              if ((long) ids[i] >= words.length || all == null) return null;
            }
            do { size--; } while (size > 0);
            switch (size) {
              case 1: size = 2; break;
              default: size = 3;
            }
            try { run(); } catch (IOException error) { throw new Failure(error); }
            return all.keySet().stream().map(String::trim).collect(toList());
          }
        }
        """,
      outline: [
        "0 type",
        "1 assignment [size: int] 0",
        "1 function [all: Map < String , List < Integer >>, ids: int [ ]]",
        "2 assignment [words: String [ ]] call(attribute(text), \" \")",
        "2 assignment [found: Map < String , Integer >] call(new HashMap<>)",
        "2 forLoop",
        "3 assignment [i: int] 0",
        "3 whileLoop comparison(i, attribute(ids))",
        "3 update [i]",
        "3 condition boolean(comparison(cast(element(ids, i)), attribute(words)), comparison(all, null))",
        "4 result null",
        "2 branch",
        "3 update [size]",
        "2 whileLoop parenthesised(comparison(size, 0))",
        "2 context size",
        "3 context 1",
        "3 assignment [size] 2",
        "3 jump",
        "3 context",
        "3 assignment [size] 3",
        "2 branch",
        "3 expression call(run)",
        "2 branch",
        "3 raising call(new Failure, error)",
        "2 result call(attribute(call(attribute(call(attribute(call(attribute(all))))), attribute(String))), call(toList))",
      ]),
    Case(
      path: "a.c",
      text: """
        static int find(const struct ring *ring, int *values, size_t count) {
          int least = values[0], most;
          for (size_t i = 1; i < count; i++)
            if (values[i] < least) least = values[i];
          while (*values != '\\0' && ring->count % 2) values++;
          return ring ? (int)least : -1;
        }
        """,
      outline: [
        "0 function [ring: const struct ring *, values: int *, count: size_t]",
        "1 assignment [least: int] element(values, 0)",
        "1 forLoop",
        "2 assignment [i: size_t] 1",
        "2 whileLoop comparison(i, count)",
        "2 update [i]",
        "2 condition comparison(element(values, i), least)",
        "3 assignment [least] element(values, i)",
        "1 whileLoop boolean(comparison(unary(values), '\\0'), binary(attribute(ring), 2))",
        "2 update [values]",
        "1 result choice(ring, cast(least), unary(1))",
      ]),
    Case(
      path: "a.cpp",
      text: """
        namespace sheet {
        std::optional<Cell> Cell::parse(std::string_view text) {
          auto row = static_cast<int>(text.size() - 1);
          for (const auto &cell : cells_) {
            if (cell.row == row) { return Cell{row, 1}; }
          }
          std::sort(all.begin(), all.end(), [](int a, int b) { return a < b; });
          return std::nullopt;
        }
        }
        """,
      outline: [
        "0 function [text: std :: string_view]",
        "1 assignment [row] call(static_cast<int>, binary(call(attribute(text)), 1))",
        "1 forLoop [cell] cells_",
        "2 condition comparison(attribute(cell), row)",
        "3 result call(Cell, braces(row, 1))",
        "1 expression call(attribute(std), call(attribute(all)), call(attribute(all)), [](int a, int b) { return a < b; })",
        "1 context [a, b]",
        "2 result comparison(a, b)",
        "1 result attribute(std)",
      ]),
    Case(
      path: "a.rs",
      text: """
        impl Log {
            fn add(&mut self, id: usize, text: &str) -> Result<u64, Error> {
                let mut size: u64 = text.len() as u64;
                for page in low..=high {
                    if let Some(last) = self.pages.get(&page) { size += *last; }
                }
                match size {
                    0 => return Err(Error::Empty),
                    n if n > 9 => self.flush()?,
                    _ => {
                        self.count += 1;
                    }
                }
                let all: Vec<_> = self.pages.iter().filter(|p| p.len() > id).collect();
                Ok(size)
            }
        }
        """,
      outline: [
        "0 type",
        "1 function [id: usize, text: & str]",
        "2 assignment [size: u64] cast(call(attribute(text)))",
        "2 forLoop [page] range(low, high)",
        "3 condition call(attribute(attribute(self)), unary(page))",
        "4 update [size] unary(last)",
        "2 context size",
        "4 result call(Err, attribute(Error))",
        "3 condition comparison(n, 9)",
        "4 expression cast(call(attribute(self)))",
        "4 update [self.count] 1",
        "2 assignment [all: Vec < _ >] call(attribute(call(attribute(call(attribute(attribute(self)))), lambda(comparison(call(attribute(p)), id)))))",
        "2 expression call(Ok, size)",
      ]),
    Case(
      path: "a.go",
      text: """
        package a

        func (s *Store) Sum(user string, from, to int) (int, error) {
        \tif _, ok := s.files[user]; !ok {
        \t\treturn 0, errors.New("none")
        \t}
        \tsum := 0
        \tfor i, size := range s.files[user][from:to] {
        \t\tsum += size
        \t}
        \tfor sum > 0 {
        \t\tsum--
        \t}
        \tsort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
        \treturn sum, nil
        }
        """,
      outline: [
        "0 other",
        "0 function [s: * Store, user: string, from: int, to: int]",
        "1 assignment [_, ok] element(attribute(s), user)",
        "1 condition unary(ok)",
        "2 result tuple(0, call(attribute(errors), \"none\"))",
        "1 assignment [sum] 0",
        "1 forLoop [i, size] element(element(attribute(s), user), slice(from, to))",
        "2 update [sum] size",
        "1 whileLoop comparison(sum, 0)",
        "2 update [sum]",
        "1 expression call(attribute(sort), all, func(i, j int) bool { return all[i] < all[j] })",
        "1 context [i, j]",
        "2 result comparison(element(all, i), element(all, j))",
        "1 result tuple(sum, nil)",
      ]),
    Case(
      path: "a.swift",
      text: """
        struct Stay {
          let days: Range<Int>
          var nights: Int { days.count }
          func first(of all: [Stay], after day: Int = 1) throws -> Stay? {
            guard let last = all.last, day >= 0 else { return nil }
            for stay in all where stay.nights > 1 {
              total += stay.nights
            }
            let kept = all.filter { $0.days.lowerBound < day }
            return try kept.first(where: { stay in stay.nights == 2 }) ?? "\\(last)".stay
          }
        }
        """,
      outline: [
        "0 type",
        "1 other",
        "1 function",
        "2 expression attribute(days)",
        "1 function [all: [ Stay ], day: Int] 1",
        "2 condition [last] attribute(all), comparison(day, 0)",
        "3 result nil",
        "2 forLoop [stay] all",
        "3 update [total] attribute(stay)",
        "2 assignment [kept] call(attribute(all), { $0.days.lowerBound < day })",
        "2 context",
        "3 expression comparison(attribute(attribute($0)), day)",
        "2 result cast(binary(call(attribute(kept), keywordArgument({ stay in stay.nights == 2 })), attribute(string(last))))",
        "2 context [stay]",
        "3 expression comparison(attribute(stay), 2)",
      ]),
  ]
}
