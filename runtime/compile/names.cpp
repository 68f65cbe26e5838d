// Names, kept once each in a binary trie over their hash: no table to size or to grow, and no order that depends on where
// something lies in memory.
#include "state.hpp"

#include "eval/hash.h"
#include "lex.hpp"

#include <string.h>

namespace abax {

namespace {

// Of the whole path: group.member.
uint32_t hash_name(const Atom *parent, const char *text, size_t size) {
    const uint32_t begin = parent != nullptr ? abax_fnv1a(parent->hash, ".", 1) : ABAX_FNV1A_START;
    return abax_fnv1a(begin, text, size);
}

// Murmur3's final mix, so that the trie's first bits are good; equal hashes stay equal and different ones different.
uint32_t mix(uint32_t hash) {
    hash ^= hash >> 16;
    hash *= 0x85ebca6bu;
    hash ^= hash >> 13;
    hash *= 0xc2b2ae35u;
    return hash ^ hash >> 16;
}

bool is_same(const Atom &atom, uint32_t hash, const Atom *parent, const char *text, size_t size) {
    return atom.hash == hash && atom.parent == parent && atom.size == size && memcmp(atom.text, text, size) == 0;
}

// The place where the atom is, or where it belongs. After 32 levels equal hashes form a list.
Atom *const *descend(Atom *const *place, uint32_t hash, const Atom *parent, const char *text, size_t size) {
    uint32_t bits = mix(hash);
    while (*place != nullptr && !is_same(**place, hash, parent, text, size)) {
        place = &(*place)->children[bits & 1u];
        bits >>= 1;
    }
    return place;
}

} // namespace

Atom *find_atom(const Compilation &c, const Atom *parent, const char *text, size_t size) {
    return *descend(&c.atoms, hash_name(parent, text, size), parent, text, size);
}

Atom *find_same_hash(const Compilation &c, const Atom &atom) {
    uint32_t bits = mix(atom.hash);
    for (Atom *other = c.atoms; other != nullptr; other = other->children[bits & 1u], bits >>= 1) {
        if (other != &atom && other->hash == atom.hash && other->declaration != nullptr &&
            other->declaration->kind == atom.declaration->kind) {
            return other;
        }
    }
    return nullptr;
}

Atom *intern(Compilation &c, Atom *parent, const char *text, size_t size) {
    const uint32_t hash = hash_name(parent, text, size);
    Atom **place = const_cast<Atom **>(descend(&c.atoms, hash, parent, text, size));
    if (*place != nullptr) {
        return *place;
    }
    Atom *atom = static_cast<Atom *>(arena_push(c.arena, sizeof(Atom)));
    if (atom == nullptr) {
        return nullptr;
    }
    *atom = Atom{};
    atom->parent = parent;
    atom->text = text;
    atom->size = static_cast<uint32_t>(size);
    atom->hash = hash;
    atom->builtin = parent == nullptr ? find_builtin(text, size) : nullptr;
    *place = atom;
    (c.last_atom != nullptr ? c.last_atom->next : c.first_atom) = atom;
    c.last_atom = atom;
    return atom;
}

Declaration *find_param(const Compilation &c, const char *name) {
    const Atom *atom = nullptr;
    for (size_t begin = 0, length = 0;; begin += length + 1) {
        length = strcspn(name + begin, ".");
        atom = find_atom(c, atom, name + begin, length);
        if (atom == nullptr || name[begin + length] == '\0') {
            break;
        }
    }
    Declaration *d = atom != nullptr ? atom->declaration : nullptr;
    return d != nullptr && d->kind == DeclarationKind::Param ? d : nullptr;
}

bool is_name(const char *text, size_t size) {
    if (size == 0 || !begins_name(text[0])) {
        return false;
    }
    for (size_t i = 1; i < size; ++i) {
        if (!continues_name(text[i])) {
            return false;
        }
    }
    return true;
}

} // namespace abax
