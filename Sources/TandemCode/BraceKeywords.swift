/// The reserved words of the languages whose blocks are braces.
extension BraceLexer {
  static let keywords: [Language: WordTable] = [
    .javaScript: WordTable(script), .typeScript: WordTable(script + typed),
    .c: WordTable(c), .cPlusPlus: WordTable(c + cPlusPlus), .java: WordTable(java),
    .rust: WordTable(rust), .swift: WordTable(swift), .go: WordTable(go),
  ]

  private static let script =
    "async await break case catch class const continue debugger default delete do else export "
    + "extends false finally for function if import in instanceof let new null return static super "
    + "switch this throw true try typeof undefined var void while with yield"
  private static let typed =
    " abstract declare enum implements interface namespace private protected public readonly"
  private static let c =
    "auto break case char const continue default do double else enum extern float for goto if "
    + "inline int long register restrict return short signed sizeof static struct switch typedef "
    + "union unsigned void volatile while"
  private static let cPlusPlus =
    " bool catch class const_cast constexpr decltype delete dynamic_cast explicit export false "
    + "friend mutable namespace new noexcept nullptr operator private protected public "
    + "reinterpret_cast static_assert static_cast template this throw true try typename using "
    + "virtual concept requires co_await co_return co_yield"
  private static let java =
    "abstract assert boolean break byte case catch char class const continue default do double else "
    + "enum extends false final finally float for goto if implements import instanceof int "
    + "interface long native new null package private protected public return short static super "
    + "switch synchronized this throw throws transient true try var void volatile while"
  private static let rust =
    "as async await break const continue crate dyn else enum extern false fn for if impl in let loop "
    + "match mod move mut pub ref return self Self static struct super trait true type union unsafe "
    + "use where while"
  private static let swift =
    "actor as associatedtype async await break case catch class continue default defer deinit do "
    + "else enum extension fallthrough false fileprivate for func guard if import in init inout "
    + "internal is let nil open operator package private protocol public repeat rethrows return self "
    + "Self static struct subscript super switch throw throws true try typealias var where while"
  private static let go =
    "break case chan const continue default defer else fallthrough false for func go goto if import "
    + "interface map nil package range return select struct switch true type var"
}
