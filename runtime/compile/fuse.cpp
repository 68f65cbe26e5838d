// Fusion: neighbouring instructions of the base set become one of the fused set that means exactly the same.
// In: code of the base set, slots numbered in the frame. Out: shorter code in the same place. Every instruction is appended
// to what is done already and joined with its end for as long as a rule applies. A label ends what can be joined.
#include "graph.hpp"
#include "instructions.hpp"

namespace abax {

namespace {

constexpr uint32_t SHORT_SLOTS = 256; // forms with three operands have 8 bits for a slot's number

struct Fusion {
    Instruction *done;
    uint32_t count;
};

bool exists(Form form, uint8_t op1, uint8_t op2 = OP_NONE) { return find_opcode(form, op1, op2) != NO_OPCODE; }

// Forms that a store can be joined to, what becomes of them, and which field is the store's slot.
struct Storing {
    Form plain;
    Form joined;
    uint32_t Instruction::*slot;
};

constexpr Storing storing[] = {
    {Form::RA, Form::RAS, &Instruction::b},       {Form::AR, Form::ARS, &Instruction::b},
    {Form::U, Form::US, &Instruction::b},         {Form::AB, Form::ABS3, &Instruction::c},
    {Form::CALL1, Form::CALL1S, &Instruction::a}, {Form::RAB, Form::RABS, &Instruction::c},
    {Form::ABR, Form::ABRS, &Instruction::c},
};

bool are_short(uint32_t a, uint32_t b, uint32_t c) { return a < SHORT_SLOTS && b < SHORT_SLOTS && c < SHORT_SLOTS; }

// What the instruction is before a store was joined to it, and the slot of that store; false if none was.
bool split_store(const Instruction &joined, Instruction &plain, uint32_t &slot) {
    plain = joined;
    plain.last_use = false;
    slot = joined.b;
    if (joined.form == Form::STORE) {
        return true;
    }
    for (const Storing &row : storing) {
        if (row.joined == joined.form) {
            plain.form = row.plain;
            slot = joined.*row.slot;
            return true;
        }
    }
    return false;
}

// x; STORE into one.
bool join_store(Instruction &x, const Instruction &store) {
    const uint32_t slot = store.b;
    for (const Storing &row : storing) {
        if (row.plain == x.form) {
            if (!exists(row.joined, x.op1) || (row.slot == &Instruction::c && !are_short(x.a, x.b, slot))) {
                return false;
            }
            x.form = row.joined;
            x.*row.slot = slot;
            x.last_use = store.last_use;
            return true;
        }
    }
    return false;
}

// LOAD; x into one.
bool join_load(Instruction &load, const Instruction &x) {
    switch (x.form) {
    case Form::RA: {
        uint8_t op = x.op1;
        if (exists(Form::AB, op)) {
            load = {Form::AB, op, OP_NONE, false, load.a, x.a, 0};
        } else if (swap_operator(op) && exists(Form::AB, op)) { // a > b is b < a
            load = {Form::AB, op, OP_NONE, false, x.a, load.a, 0};
        } else {
            return false;
        }
        return true;
    }
    case Form::RAB:
        if (!exists(Form::ABC, x.op1) || !are_short(load.a, x.a, x.b)) {
            return false;
        }
        load = {Form::ABC, x.op1, OP_NONE, false, load.a, x.a, x.b};
        return true;
    case Form::U:
        if (!exists(Form::UA, x.op1)) {
            return false;
        }
        load = {Form::UA, x.op1, OP_NONE, false, load.a, 0, 0};
        return true;
    case Form::CALL1:
        load = {Form::CALL1A, OP_NONE, OP_NONE, false, load.a, x.b, 0};
        return true;
    default:
        return false;
    }
}

// x; RA or RAB into one.
bool join_chain(Instruction &x, const Instruction &next) {
    if (x.form == Form::RAB && next.form == Form::RAB) {
        if (x.a != next.a || x.op1 != next.op1 || !exists(Form::RABAC, x.op1) || !are_short(x.a, x.b, next.b)) {
            return false;
        }
        x = {Form::RABAC, x.op1, OP_NONE, false, x.a, x.b, next.b};
        return true;
    }
    if (next.form != Form::RA) {
        return false;
    }
    if (x.form == Form::RA && exists(Form::RAxB, x.op1, next.op1)) {
        x = {Form::RAxB, x.op1, next.op1, false, x.a, next.a, 0};
        return true;
    }
    if (x.form == Form::AB && exists(Form::ABxC, x.op1, next.op1) && are_short(x.a, x.b, next.a)) {
        x = {Form::ABxC, x.op1, next.op1, false, x.a, x.b, next.a};
        return true;
    }
    return false;
}

// STORE t; RA t, or STORE t; LOAD a; RA b; AR t (RA t where it commutes): the value never needs to go to the frame.
// `before` is the instruction at the end of what is done, `pair` is AB or null.
bool join_spilled(Instruction &before, const Instruction *pair, const Instruction &next, Instruction &joined) {
    Instruction plain;
    uint32_t slot;
    if (!before.last_use || !split_store(before, plain, slot) || slot != next.a) {
        return false;
    }
    if (pair == nullptr) {
        if (next.form != Form::RA || !exists(Form::RR, next.op1)) {
            return false;
        }
        joined = {Form::RR, next.op1, OP_NONE, false, 0, 0, 0};
    } else if ((next.form == Form::AR || has_property(next.op1, ABAX_COMMUTES)) &&
               exists(Form::RxAB, next.op1, pair->op1)) {
        joined = {Form::RxAB, next.op1, pair->op1, false, pair->a, pair->b, 0};
    } else {
        return false;
    }
    before = plain;
    return true;
}

// A comparison; a jump on it that nobody needs the truth value of, into one. LOAD a; JNOT b is better than AB; JZERO: nothing is made 0 or 1.
bool join_jump(Fusion &f, const Instruction &jump) {
    Instruction &compare = f.done[f.count - 1];
    bool negate = jump.form == Form::JZERO;
    uint8_t op = compare.op1;
    if (op == OP_NE) {
        op = OP_EQ;
        negate = !negate;
    }
    const Form form = negate ? Form::JNOT : Form::JIF;
    if (!jump.last_use || (compare.form != Form::RA && compare.form != Form::AB) || !exists(form, op)) {
        return false;
    }
    if (compare.form == Form::AB) {
        const uint32_t right = compare.b;
        compare = {Form::LOAD, OP_NONE, OP_NONE, false, compare.a, 0, 0};
        f.done[f.count++] = {form, op, OP_NONE, false, right, jump.b, 0};
    } else {
        compare = {form, op, OP_NONE, false, compare.a, jump.b, 0};
    }
    return true;
}

// Joins the instruction with the end of what is done, or appends it.
void append(Fusion &f, const Instruction &next) {
    if (f.count != 0) {
        Instruction &last = f.done[f.count - 1];
        if (next.form == Form::RA || next.form == Form::AR) {
            Instruction joined;
            if (f.count > 1 && last.form == Form::AB && join_spilled(f.done[f.count - 2], &last, next, joined)) {
                --f.count;
                if (f.done[f.count - 1].form == Form::STORE) {
                    --f.count; // the store was an instruction of its own
                }
                f.done[f.count++] = joined;
                return;
            }
            if (join_spilled(last, nullptr, next, joined)) {
                if (last.form == Form::STORE) {
                    --f.count;
                }
                f.done[f.count++] = joined;
                return;
            }
        }
        const bool done = (last.form == Form::LOAD && join_load(last, next)) ||
                          ((next.form == Form::RA || next.form == Form::RAB) && join_chain(last, next)) ||
                          (next.form == Form::STORE && join_store(last, next)) ||
                          ((next.form == Form::JZERO || next.form == Form::JTRUE) && join_jump(f, next));
        if (done) {
            return;
        }
    }
    f.done[f.count++] = next;
}

// x, a store or joined to one; END into one.
bool join_end(Instruction &x) {
    static constexpr Form ending[][2] = {
        {Form::STORE, Form::SE},
        {Form::RAS, Form::RASE},
        {Form::ABS3, Form::ABSE},
        {Form::RAxBS, Form::RAxBSE},
    };
    for (const Form(&row)[2] : ending) {
        if (x.form == row[0] && exists(row[1], x.op1, x.op2)) {
            x.form = row[1];
            return true;
        }
    }
    return false;
}

// x; next into one that stands for more.
bool join_neighbours(Instruction &x, const Instruction &next) {
    if (x.form == Form::RAxB && next.form == Form::STORE) {
        if (!exists(Form::RAxBS, x.op1, x.op2) || !are_short(x.a, x.b, next.b)) {
            return false;
        }
        x = {Form::RAxBS, x.op1, x.op2, false, x.a, x.b, next.b};
    } else if (x.form == Form::CALL1 && next.form == Form::RAS) {
        if (!exists(Form::RxCALL1S, next.op1) || !are_short(next.a, x.b, next.b)) {
            return false;
        }
        x = {Form::RxCALL1S, next.op1, OP_NONE, false, next.a, x.b, next.b};
    } else if (x.form == Form::LOAD && next.form == Form::CALL2) {
        if (!are_short(x.a, next.b, next.a)) {
            return false;
        }
        x = {Form::CALL2A, OP_NONE, OP_NONE, false, x.a, next.b, next.a};
    } else if (x.form == Form::STORE && next.form == Form::AB) {
        if (!exists(Form::SAB, next.op1) || !are_short(next.a, next.b, x.b)) {
            return false;
        }
        x = {Form::SAB, next.op1, OP_NONE, false, next.a, next.b, x.b};
    } else if (x.form == Form::AB && x.a == x.b && next.form == Form::RxAB && next.a == next.b && next.op2 == x.op1) {
        if (!exists(Form::AAxBB, x.op1, next.op1)) {
            return false;
        }
        x = {Form::AAxBB, x.op1, next.op1, false, x.a, next.a, 0};
    } else if (next.form == Form::END) {
        return join_end(x);
    } else {
        return false;
    }
    return true;
}

void fuse_code(Code &code) {
    Fusion f = {code.instructions, 0};
    for (uint32_t i = 0; i < code.count; ++i) {
        append(f, Instruction(code.instructions[i]));
    }
    uint32_t count = 0;
    for (uint32_t i = 0; i < f.count; ++i) {
        if (count == 0 || !join_neighbours(f.done[count - 1], f.done[i])) {
            f.done[count++] = f.done[i];
        }
    }
    code.count = count;
}

} // namespace

void fuse(Compilation &c) {
    fuse_code(c.start);
    fuse_code(c.main);
}

} // namespace abax
