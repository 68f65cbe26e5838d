// What the passes share: the declarations, the names, the graph and the code of one compilation, all in the arena.
//
// The pipeline (compiler.cpp) reads: parse (at each declaration) - resolve - order - expand (into the graph, through
// operate, simplify and its rules) - check the indexes - relax (in the fast mode) - place (and guard, where natives need it) - lower - fuse - encode.
#ifndef ABAX_COMPILE_STATE_HPP
#define ABAX_COMPILE_STATE_HPP

#include "abax/compiler.h"
#include "arena.hpp"
#include "ast.hpp"
#include "ops.hpp"

namespace abax {

constexpr uint32_t NONE = 0xFFFFFFFFu;

struct Declaration;
struct Compilation;

// A name, kept once. A member is a name below its group's: imu.ax has the parent imu.
struct Atom {
    bool used;         // as the parameter that it is, see local
    bool group;        // has members
    bool reported;     // as unknown; once is enough
    bool shares_hash;  // with another atom
    uint32_t local;    // 1 + ordinal, while the function that has it as a parameter is resolved; else 0
    Atom *children[2]; // of the trie over the hash
    Atom *parent;
    const char *text;
    uint32_t size;
    uint32_t hash;            // FNV-1a of the whole path, imu.ax: what tables have
    Declaration *declaration; // the module's own, or null
    Declaration *member;      // of a group: the first one
    const OpRow *builtin;     // or null; only without a parent
    Atom *same_hash;          // of the first atom of a hash and those that hang on it: another one
    Atom *next;               // in order of first appearance
};

// Deferred: the first argument of a call of prev or delay, which is computed after everything else.
enum class DeclarationKind : uint8_t { Param, Constant, Function, Native, Expression, Derived, Deferred, Curve, Map };

// How far from zero values reach, as powers of two: -2^down <= value <= 2^up, or NaN.
constexpr int REACH_NONE = -128;   // not beyond zero
constexpr int REACH_ENDLESS = 127; // no bound is known
struct Reach {
    int8_t down;
    int8_t up;
};

// A parameter of a function.
struct Parameter {
    Atom *name;
    uint32_t offset; // in the signature
    Parameter *next;
};

enum class Visit : uint8_t { New, Open, Done };

struct Declaration {
    DeclarationKind kind;
    bool faulty;   // an error was reported: no error may follow from this one
    Visit visit;   // of the ordering
    bool calls;    // Function: its body calls other functions, so that its expansions are worth remembering
    bool array;    // Param, Constant
    bool internal; // Expression: no result
    bool pure;     // Native
    // Function, Derived: its body calls an impure native or has a memory, so that every call of it is one of its own
    bool effects;
    bool used;        // Expression: by another one; Native: called in the code; Constant, Curve, Map: the table has it
    Reach reach;      // Param: of its values
    uint32_t number;  // ordinal among all declarations, for diagnostics
    uint32_t ordinal; // ordinal among its own kind; Native: of the import
    uint32_t slot;    // Param: its first one; Constant, Curve, Map: its place in the table, in units of 8 bytes
    uint32_t slots;   // Param, Constant: elements of an array, else 1
    Atom *name;       // null for a derived function
    abax_text title;  // the name or signature as given
    abax_text body;
    Bits bits;          // Param, Constant: value
    const void *values; // Param, Constant: elements of an array, the caller's, of type Real; Curve, Map: its CurveData
    AstNode *nodes;
    uint32_t node_count;
    uint32_t parameter_count;
    Parameter *parameters;
    uint32_t value; // Expression: its value in the graph
    uint32_t fault; // Expression: the value that is true where evaluating it faults, or NO_FAULT
    Declaration *next;
    // Expression: an order in which what is used comes first; Constant: the array after it in the table
    Declaration *next_ordered;
};

inline bool is_result(const Declaration &d) { return d.kind == DeclarationKind::Expression && !d.internal; }

// A node of the value graph: an operation over values, kept once for equal operands. Operands come before their users.
// Operations are those of ops.def, of which OP_INTERP has the curve (reference of the declaration) in b and OP_INTERP2 the
// map in c, and these:
enum ValueOp : uint8_t {
    VALUE_CONSTANT = 240, // a, b: bits, low half first
    VALUE_PARAM = 241,    // a: slot
    VALUE_ELEMENT = 242,  // element a (a value) of the array b (reference of the declaration); NaN where there is none
    VALUE_OUTSIDE = 243,  // 1 where a is not an index of an array of b elements, else 0
    // a: VALUE_OPERANDS or NONE, b: reference of the native, c: VALUE_PLACE of the call, NONE of a pure one
    VALUE_NATIVE = 244,
    VALUE_GUARD = 252, // b, which calls an impure native, where a is true; else nothing, for nothing needs it
    VALUE_COMMA = 245, // the value b, after the impure natives that a calls
    // an error if it is demanded. a: VALUE_PLACE, b: the index, c: VALUE_PLACE of the call or NONE
    VALUE_BAD_INDEX = 246,
    VALUE_STATE = 253,  // what prev gives. a: its slot, b, c: bits that it starts from, low half first
    VALUE_RECALL = 239, // what delay gives. a: the first slot of its state, b: how many evaluations
    // a: VALUE_OPERANDS, b: first slot of the state, c: the function, and how many values, from bit 8 on
    VALUE_STEP = 254,
    // never evaluated:
    VALUE_PLACE = 247,     // a: reference of a declaration, b: its node, c: number of the call or NONE
    VALUE_OPERANDS = 251,  // a: value, b: VALUE_OPERANDS after it or NONE: the arguments of a native or a step
    VALUE_ARGUMENTS = 248, // a: operand, b: the arguments before it or NONE, c: its fault
    // what an expansion came to. a: function, b: VALUE_ARGUMENTS or NONE, c: result
    VALUE_EXPANSION = 249,
    VALUE_FAULT = 250, // a: VALUE_EXPANSION, c: its fault
    // what prev or delay keeps. a: reference of the declaration, b: VALUE_ARGUMENTS of the expression, then of the
    // arguments there, c: VALUE_STATE or VALUE_RECALL
    VALUE_DEFERRED = 255,
};

constexpr uint8_t VALUE_IS_TRUTH = 1;   // exactly 0 or 1
constexpr uint8_t VALUE_IS_FIXED = 2;   // depends on no input: literal, or computed when an instance is made
constexpr uint8_t VALUE_HAS_NATIVE = 4; // what it is made of calls a native
constexpr uint8_t VALUE_HAS_EFFECT = 8; // what it is made of calls an impure native
constexpr uint8_t VALUE_IS_FAULT =
    16; // tells whether an index is wrong: no other value is made of it, and it is never needed
        // where what the index is made of is not

constexpr uint32_t NO_FAULT = 0xFFFFFFFEu; // the value that is never true

struct Value {
    uint8_t op;
    uint8_t flags;
    Reach reach;
    uint32_t a, b, c;
    uint32_t children[2]; // of the trie over the hash
};

constexpr uint32_t GRAPH_ROOT_BITS = 5;

struct Graph {
    Value *values;
    uint32_t count;
    uint32_t roots[1u << GRAPH_ROOT_BITS]; // of tries, by the last bits of the hash
};

// Where a value is computed, and where it is kept.
struct Placement {
    uint32_t users;     // nodes that use it and outputs that it is; while lowering: those still to come
    uint32_t region;    // NONE until demanded
    uint32_t slot;      // tagged, see SLOT_…; NONE while it is not kept in the frame
    uint32_t next;      // statement after it in its region; later: next free slot of the region
    uint32_t inner;     // of a conditional, && or ||: its first inner region
    uint16_t need;      // temporaries that its evaluation takes
    bool statement : 1; // computed once and kept in the frame
    bool spilled : 1;   // kept in the frame while the other operand of its only user is computed
    // it is needed whenever its region runs: by a user there that is, or by both branches of a conditional
    bool certain : 1;
    bool for_fault : 1; // calls an impure native, and only faults were seen to need it: they do not say where
};

// A stretch of code that runs as a whole: the start code, the main code, or what a condition guards.
struct Region {
    uint32_t parent;
    uint32_t jump; // an ancestor further up, for finding common ancestors in logarithmic time
    uint32_t depth;
    uint32_t first;     // statement
    uint32_t free;      // value whose slot is free again
    uint32_t owner;     // the conditional, && or || that guards it
    uint32_t arguments; // first of the slots in which natives get their arguments
    uint32_t argument_slots;
};

constexpr uint32_t REGION_START = 0;
constexpr uint32_t REGION_MAIN = 1;

// A slot while the parts of the frame still grow: which part, and the number in it.
constexpr uint32_t SLOT_PARAM = 0u << 28;
constexpr uint32_t SLOT_RESULT = 1u << 28;
constexpr uint32_t SLOT_CONSTANT = 2u << 28;
constexpr uint32_t SLOT_START = 3u << 28;
constexpr uint32_t SLOT_TEMPORARY = 4u << 28;
constexpr uint32_t SLOT_STATE = 5u << 28;
constexpr uint32_t SLOT_NUMBER = (1u << 28) - 1;

// Forms of forms.def, and a label.
enum class Form : uint8_t {
#define ABAX_FORM(name, set, fields) name,
#include "abax/forms.def"
    LABEL, // a: its number; takes no room
};

// An instruction before it is encoded. A jump's target is a label in b. `a b c` are slots, or a library function's number in b.
struct Instruction {
    Form form;
    uint8_t op1;
    uint8_t op2;
    bool last_use; // STORE: the next instruction that reads the slot is the last; JZERO, JTRUE: acc is not needed after
    uint32_t a, b, c;
};

// Arrays of these are pushed onto the arena one by one.
static_assert(sizeof(AstNode) % 8 == 0 && sizeof(Value) % 8 == 0 && sizeof(Region) % 8 == 0 &&
                  sizeof(Instruction) % 8 == 0,
              "");

struct Code {
    Instruction *instructions;
    uint32_t count;
    uint32_t labels;
};

// The parts of the frame, in slots.
struct Frame {
    uint32_t params, results, states, started, constants, starts, temporaries; // started: of the states, the first ones
};

// What is reached most stands first, where an access takes a short instruction.
struct Compilation {
    Arena arena;
    Graph graph;
    Placement *placements;
    Region *regions;
    uint32_t region_count;
    uint32_t errors;
    Declaration *first;
    Declaration *first_ordered;
    Code start;
    Code main;
    Frame frame;
    abax_compiler *api;
    uint32_t bits; // of Real: 32 or 64
    bool expanded; // the graph is complete, and the node limit was kept
    Atom *atoms;   // root of the trie
    Atom *first_atom;
    Atom *last_atom;
    Declaration *last;
    Declaration *derived; // list of the derived functions in use
    uint32_t declarations;
    uint32_t param_count;
    uint32_t result_count;
    uint32_t import_count;
    uint64_t array_bytes;     // of the arrays, curves and maps that the code has used so far
    uint64_t map_bytes;       // of the maps, which come first
    Declaration *first_array; // constant arrays, curves and maps that the code uses, in the order of the table
    Declaration *last_array;
    uint32_t calls;            // of impure natives, so far
    uint32_t state_hash;       // over the keys of the states so far
    uint32_t first_commit;     // while lowering: what prev and delay keep, linked by their placements
    uint32_t bad_indexes;      // VALUE_BAD_INDEX in the graph
    uint32_t uncertain;        // calls that need a guard where they were placed
    uint32_t suggestions;      // made so far
    uint32_t letters_compared; // for them, in pairs
    const void *table;
    size_t table_size;
    abax_compile_options options;
};

inline uint32_t real_bits(const Compilation &c) {
#if ABAX_COMPILE_F32 && ABAX_COMPILE_F64
    return c.bits;
#else
    return static_cast<void>(c), ABAX_COMPILE_F32 ? 32 : 64;
#endif
}
inline uint32_t real_size(const Compilation &c) { return real_bits(c) / 8; }

// References of 32 bits to what lies in the arena.
inline uint32_t reference(const Compilation &c, const void *object) {
    return static_cast<uint32_t>(static_cast<size_t>(static_cast<const unsigned char *>(object) - c.arena.base) / 8);
}
template <typename T> T *at(const Compilation &c, uint32_t ref) {
    return reinterpret_cast<T *>(c.arena.base + static_cast<size_t>(ref) * 8);
}

// What a pass says: everything is well; errors were reported; the arena is full. Passes go on after errors where they can.
enum class Outcome : uint8_t { Ok, Memory };

// ---- diagnose.cpp
struct Span {
    Declaration *declaration;
    uint32_t part; // ABAX_PART_…
    size_t offset;
    size_t length;
};
Span body_span(Declaration &d, size_t offset, size_t length);
Span title_span(Declaration &d);
// The token of a node, and the text from a tree's first token to its last.
Span node_span(Declaration &d, uint32_t node);
Span tree_span(Declaration &d, uint32_t node);
abax_text span_text(const Span &span);
abax_text text_of(const char *literal);

// What is added to the code of a diagnostic that is no error.
constexpr uint32_t WARNING = ABAX_SEVERITY_WARNING << 8;
constexpr uint32_t NOTE = ABAX_SEVERITY_NOTE << 8;
constexpr uint32_t FIXIT = ABAX_SEVERITY_FIXIT << 8;

// Raises a diagnostic; an error makes its declaration faulty. {0} is the text of the span and there is no more to say; or {n}
// and {m} are given besides; or {0} and {1} are other texts; or all of that is in the message.
void report(Compilation &c, uint32_t code, const Span &span);
void report(Compilation &c, uint32_t code, const Span &span, uint32_t n, uint32_t m);
void report(Compilation &c, uint32_t code, const Span &span, abax_text arg0, abax_text arg1);
void report(Compilation &c, uint32_t code, const Span &span, abax_diagnostic &message);

// ---- names.cpp
// The atom of a name below `parent`, made if it is new; null when the arena is full.
Atom *intern(Compilation &c, Atom *parent, const char *text, size_t size);
// The atom if there is one.
Atom *find_atom(const Compilation &c, const Atom *parent, const char *text, size_t size);
// For an atom that was just declared: another one of the same hash with a declaration of the same kind, or null.
Atom *note_same_hash(const Compilation &c, Atom &atom);
bool is_name(const char *text, size_t size);
// How long the text is before its first `separator`, or all of it.
size_t size_before(const char *text, size_t size, char separator);

// ---- declare.cpp
// A declaration at the arena's low end, which belongs to nothing yet; null when the arena is full.
Declaration *new_declaration(Compilation &c, DeclarationKind kind, abax_text title, abax_text body);
// Adds it to the module. Its bits, array, values, slots, internal and pure have been set.
Outcome declare(Compilation &c, Declaration &d);
// The param of that name, members as group.name, or null.
Declaration *find_param(const Compilation &c, const char *name);
Declaration *derived_function(Compilation &c, const OpRow &row);

// ---- suggest.cpp: "did you mean", for a name that is not known
enum class Wanted : uint8_t { Value, Function, Member, Curve, Map };
void suggest(Compilation &c, const Span &span, const Atom *group, Wanted wanted);

// The bits of one of the caller's numbers; of an array's element.
Bits bits_at(const Compilation &c, const void *values, size_t i);
Bits element_bits(const Compilation &c, const Declaration &array, uint32_t element);

// ---- the passes, in order
Outcome parse(Compilation &c, Declaration &d);
Outcome resolve(Compilation &c);
Outcome order(Compilation &c);
Outcome expand(Compilation &c);
Outcome check_indexes(Compilation &c);
Outcome place(Compilation &c);
// low: the arena's before the placement. give_up: report what would need a guard instead.
Outcome guard(Compilation &c, size_t low, bool give_up);
bool is_leaf(const Value &value);
Outcome lower(Compilation &c);
void fuse(Compilation &c);
Outcome encode(Compilation &c, bool &fits);

} // namespace abax

#endif
