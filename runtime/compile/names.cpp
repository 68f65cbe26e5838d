// Names, kept once each in a binary trie over their hash: no table to size or to grow, and no order that depends on where
// something lies in memory. Where hashes are equal the trie goes on over the letters, so that finding a name never takes more
// steps than it has bits, however the names were chosen.
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

bool is_same(const Atom &atom, const Atom *parent, const char *text, size_t size) {
    return atom.parent == parent && atom.size == size && memcmp(atom.text, text, size) == 0;
}

constexpr size_t HASH_BITS = 32;

// What the trie branches on at that level: a bit of the mixed hash, then of the name, then of its group's.
size_t branch(uint32_t mixed, const Atom *parent, const char *text, size_t size, size_t level) {
    if (level < HASH_BITS) {
        return mixed >> level & 1u;
    }
    size_t letter = (level - HASH_BITS) / 8;
    while (letter > size && parent != nullptr) {
        letter -= size + 1;
        text = parent->text;
        size = parent->size;
        parent = parent->parent;
    }
    return letter < size ? static_cast<unsigned char>(text[letter]) >> level % 8 & 1u : 0;
}

// The place where the atom is, or where it belongs; the first atom of the same hash that is above it, or null.
Atom *const *descend(Atom *const *place, uint32_t hash, const Atom *parent, const char *text, size_t size,
                     Atom *&first) {
    const uint32_t mixed = mix(hash);
    first = nullptr;
    for (size_t level = 0; *place != nullptr; ++level) {
        Atom &atom = **place;
        if (atom.hash == hash) {
            if (is_same(atom, parent, text, size)) {
                break;
            }
            first = first != nullptr ? first : &atom;
        }
        place = &atom.children[branch(mixed, parent, text, size, level)];
    }
    return place;
}

} // namespace

Atom *find_atom(const Compilation &c, const Atom *parent, const char *text, size_t size) {
    Atom *first;
    return *descend(&c.atoms, hash_name(parent, text, size), parent, text, size, first);
}

// The first atom of a hash is above all others of it. They hang on it, one for each kind of declaration: two of a kind are an
// error, and more need not be known.
Atom *note_same_hash(const Compilation &c, Atom &atom) {
    if (!atom.shares_hash) {
        return nullptr;
    }
    const uint32_t mixed = mix(atom.hash);
    Atom *first = c.atoms;
    for (size_t level = 0; first->hash != atom.hash; ++level) {
        first = first->children[branch(mixed, atom.parent, atom.text, atom.size, level)];
    }
    for (Atom *other = first; other != nullptr; other = other->same_hash) {
        if (other != &atom && other->declaration != nullptr && other->declaration->kind == atom.declaration->kind) {
            return other;
        }
    }
    if (first != &atom) {
        atom.same_hash = first->same_hash;
        first->same_hash = &atom;
    }
    return nullptr;
}

Atom *intern(Compilation &c, Atom *parent, const char *text, size_t size) {
    const uint32_t hash = hash_name(parent, text, size);
    Atom *first;
    Atom **place = const_cast<Atom **>(descend(&c.atoms, hash, parent, text, size, first));
    if (*place != nullptr) {
        return *place;
    }
    Atom *atom = static_cast<Atom *>(arena_push(c.arena, sizeof(Atom)));
    if (atom == nullptr) {
        return nullptr;
    }
    *atom = Atom{};
    if (first != nullptr) {
        first->shares_hash = true;
        atom->shares_hash = true;
    }
    atom->parent = parent;
    atom->text = text;
    atom->size = static_cast<uint32_t>(size);
    atom->hash = hash;
    atom->builtin = parent == nullptr ? find_builtin(text, size, hash) : nullptr;
    *place = atom;
    (c.last_atom != nullptr ? c.last_atom->next : c.first_atom) = atom;
    c.last_atom = atom;
    return atom;
}

Declaration *find_param(const Compilation &c, const char *name) {
    const Atom *atom = nullptr;
    const char *const end = name + strlen(name);
    for (;; ++name) {
        const size_t size = size_before(name, static_cast<size_t>(end - name), '.');
        atom = find_atom(c, atom, name, size);
        name += size;
        if (atom == nullptr || name == end) {
            break;
        }
    }
    Declaration *d = atom != nullptr ? atom->declaration : nullptr;
    return d != nullptr && d->kind == DeclarationKind::Param ? d : nullptr;
}

size_t size_before(const char *text, size_t size, char separator) {
    size_t length = 0;
    while (length < size && text[length] != separator) {
        ++length;
    }
    return length;
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
