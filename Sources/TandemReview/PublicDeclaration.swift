/// A name that code of other people may use, with what a call of it must give.
struct PublicDeclaration: Equatable {
  /// Its name with those of what encloses it: `Shop.total`.
  var name: String
  /// 1-based line of its name.
  var line: Int
  /// What a caller gives; nil for what is not called.
  var parameters: [Parameter]?
  /// Whether somebody said that it is for others: a word of the language, or a list of exports.
  ///
  /// False only in Python, where a name without an underscore is public for want of a word.
  var isStated = true

  /// One parameter.
  struct Parameter: Equatable {
    /// What a caller or a reader knows it by; empty where it has no name.
    var name: String
    /// Whether a call may leave it out.
    var isOptional = false
    /// How a call gives it.
    var kind = Kind.ordinary
    /// Its type as it is written, where the language has overloads.
    var type = ""
  }

  /// How a call gives a parameter.
  enum Kind: Equatable {
    /// By its place, or by its name where the language has that.
    case ordinary
    /// Python: only by its place.
    case placed
    /// Python: only by its name.
    case named
    /// Whatever else is given by place (`*args`, `T...`).
    case rest
    /// Python: whatever else is given by name (`**kwargs`).
    case restNamed
  }
}

/// What a source text offers to others, and what it binds besides.
struct PublicInterface {
  /// What is public, in the order in which it stands there.
  var declarations: [PublicDeclaration] = []
  /// Names that are bound outside of function bodies in any way: imported, assigned, re-exported.
  var bound: Set<String> = []
  /// Whether names may come from where they are not seen: `from x import *`, a module's `__getattr__`,
  /// `export * from`.
  var isOpen = false
  /// Types that derive from something, whose members may be inherited.
  var deriving: Set<String> = []
  /// All methods by their bare names, of public and other types: one that is gone may have moved up.
  var methods: Set<String> = []
}
