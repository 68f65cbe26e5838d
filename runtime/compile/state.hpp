// What the passes share: the declarations, the names, the graph and the code of one compilation, all in the arena.
//
// The pipeline (compiler.cpp) reads: parse (at each declaration) - resolve - order - expand (into the graph, through
// simplify) - place - lower - fuse - encode.
#ifndef ABAX_COMPILE_STATE_HPP
#define ABAX_COMPILE_STATE_HPP

#include "abax/compiler.h"
#include "arena.hpp"
#include "ast.hpp"
#include "ops.hpp"

namespace abax {

constexpr uint32_t NONE = 0xFFFFFFFFu;

struct Declaration;

// A name, kept once. A member is a name below its group's: imu.ax has the parent imu.
struct Atom {
    Atom *children[2]; // of the trie over the hash
    Atom *parent;
    const char *text;
    uint32_t size;
    uint32_t hash;
    Declaration *declaration; // the module's own, or null
    Declaration *member;      // of a group: the first one
    const OpRow *builtin;     // or null; only without a parent
    uint32_t local;           // 1 + ordinal, while the function that has it as a parameter is resolved; else 0
    bool used;                // as that parameter
    bool group;               // has members
    bool reported;            // as unknown; once is enough
    Atom *next;               // in order of first appearance
};

enum class DeclarationKind : uint8_t { Param, Constant, Function, Expression, Derived };

// A parameter of a function.
struct Parameter {
    Atom *name;
    uint32_t offset; // in the signature
    Parameter *next;
};

enum class Visit : uint8_t { New, Open, Done };

struct Declaration {
    DeclarationKind kind;
    bool faulty;      // an error was reported: no error may follow from this one
    Visit visit;      // of the ordering
    bool calls;       // Function: its body calls other functions, so that its expansions are worth remembering
    uint32_t number;  // ordinal among all declarations, for diagnostics
    uint32_t ordinal; // ordinal among its own kind
    Atom *name;       // null for a derived function
    abax_text title;  // the name or signature as given
    abax_text body;
    uint64_t bits; // Param, Constant: value
    AstNode *nodes;
    uint32_t node_count;
    uint32_t parameter_count;
    Parameter *parameters;
    uint32_t value; // Expression: its value in the graph
    Declaration *next;
    Declaration *next_ordered; // Expression: an order in which what is used comes first
};

// A node of the value graph: an operation over values, kept once for equal operands. Operands come before their users.
// Operations are those of ops.def and these:
enum ValueOp : uint8_t {
    VALUE_CONSTANT = 240,  // a, b: bits, low half first
    VALUE_PARAM = 241,     // a: ordinal
    VALUE_ARGUMENTS = 242, // a: value, b: the arguments before it or NONE       } never evaluated: keys of
    VALUE_EXPANSION = 243, // a: function, b: VALUE_ARGUMENTS or NONE, c: result } expansions that were made
};

constexpr uint8_t VALUE_IS_TRUTH = 1; // exactly 0 or 1
constexpr uint8_t VALUE_IS_FIXED = 2; // depends on no input: literal, or computed when an instance is made

struct Value {
    uint8_t op;
    uint8_t flags;
    uint16_t unused;
    uint32_t a, b, c;
    uint32_t children[2]; // of the trie over the hash
};

struct Graph {
    Value *values;
    uint32_t count;
    uint32_t root;
};

// Where a value is computed, and where it is kept.
struct Placement {
    uint32_t users;  // nodes that use it and outputs that it is; while lowering: those still to come
    uint32_t region; // NONE until demanded
    uint32_t slot;   // tagged, see SLOT_…; NONE while it is not kept in the frame
    uint32_t next;   // statement after it in its region; later: next free slot of the region
    uint32_t inner;  // of a conditional, && or ||: its first inner region
    uint16_t need;   // temporaries that its evaluation takes
    bool statement;  // computed once and kept in the frame
    bool spilled;    // kept in the frame while the other operand of its only user is computed
};

// A stretch of code that runs as a whole: the start code, the main code, or what a condition guards.
struct Region {
    uint32_t parent;
    uint32_t jump; // an ancestor further up, for finding common ancestors in logarithmic time
    uint32_t depth;
    uint32_t first; // statement
    uint32_t free;  // value whose slot is free again
    uint32_t unused;
};

constexpr uint32_t REGION_START = 0;
constexpr uint32_t REGION_MAIN = 1;

// A slot while the parts of the frame still grow: which part, and the number in it.
constexpr uint32_t SLOT_PARAM = 0u << 28;
constexpr uint32_t SLOT_RESULT = 1u << 28;
constexpr uint32_t SLOT_CONSTANT = 2u << 28;
constexpr uint32_t SLOT_START = 3u << 28;
constexpr uint32_t SLOT_TEMPORARY = 4u << 28;
constexpr uint32_t SLOT_NUMBER = (1u << 28) - 1;

// Forms of forms.def, and a label.
enum class Form : uint8_t {
#define ABAX_FORM(name, fields) name,
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

struct Code {
    Instruction *instructions;
    uint32_t count;
    uint32_t labels;
};

// The parts of the frame, in slots.
struct Frame {
    uint32_t params, results, constants, starts, temporaries;
};

struct Compilation {
    Arena arena;
    abax_compile_options options;
    abax_compiler *api;
    uint32_t bits; // of Real: 32 or 64
    uint32_t errors;
    uint32_t suggestions; // made so far
    Atom *atoms;          // root of the trie
    Atom *first_atom;
    Atom *last_atom;
    Declaration *first;
    Declaration *last;
    Declaration *first_ordered;
    Declaration *derived; // list of the derived functions in use
    uint32_t declarations;
    Frame frame;
    Graph graph;
    Placement *placements;
    Region *regions;
    uint32_t region_count;
    Code start;
    Code main;
    const void *table;
    size_t table_size;
};

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
    const Declaration *declaration;
    uint32_t part; // ABAX_PART_…
    size_t offset;
    size_t length;
};
Span body_span(const Declaration &d, size_t offset, size_t length);
Span title_span(const Declaration &d);
// The token of a node, and the text from a tree's first token to its last.
Span node_span(const Declaration &d, uint32_t node);
Span tree_span(const Declaration &d, uint32_t node);
abax_text span_text(const Span &span);
abax_text text_of(const char *literal);
void report(Compilation &c, uint32_t severity, uint32_t code, const Span &span, abax_text arg0 = {nullptr, 0},
            abax_text arg1 = {nullptr, 0}, uint64_t n = 0, uint64_t m = 0);

// ---- names.cpp
// The atom of a name below `parent`, made if it is new; null when the arena is full.
Atom *intern(Compilation &c, Atom *parent, const char *text, size_t size);
// The atom if there is one.
Atom *find_atom(const Compilation &c, const Atom *parent, const char *text, size_t size);
bool is_name(const char *text, size_t size);

// ---- declare.cpp
Declaration *declare(Compilation &c, DeclarationKind kind, abax_text title, abax_text body, uint64_t bits);
Declaration *derived_function(Compilation &c, const OpRow &row);

// ---- suggest.cpp: "did you mean", for a name that is not known
enum class Wanted : uint8_t { Value, Function, Member };
void suggest(Compilation &c, const Declaration &d, const Span &span, const Atom *group, Wanted wanted);

// ---- the passes, in order
Outcome parse(Compilation &c, Declaration &d);
Outcome resolve(Compilation &c);
Outcome order(Compilation &c);
Outcome expand(Compilation &c);
Outcome place(Compilation &c);
bool is_leaf(const Value &value);
Outcome lower(Compilation &c);
void fuse(Compilation &c);
Outcome encode(Compilation &c, bool &fits);

} // namespace abax

#endif
