// Writes, for every instruction of a table but those that take as long as something is, a table that executes it and
// one that does not, for the target to count the difference:
//     write_opcodes f32|f64 narrow|wide FILE
//
// In the file: bytes of a Real, 1 for the wide encoding, the number of probes; for each: the instruction's number, what it is
// (opcodes.hpp), the function's number where it calls one; three tables, each as its size and then its bytes: without the
// instruction, with it, and, for a conditional jump, with one LOAD more where it does not jump. The frame begins with r (the
// accumulator), a, b and c.
#include <cstdio>
#include <memory>
#include <string>

#include "../runtime/eval/forms.h"
#include "eval/table_builder.hpp"
#include "target/blob_writer.hpp"
#include "target/opcodes.hpp"

namespace abax_tests {
namespace {

enum Slot : std::uint32_t { R, A, B, C, FIELD }; // FIELD: the first of four elements of a param array

template <class Real> TableBuilder<Real> empty_table(bool wide) {
    TableBuilder<Real> table;
    for (const char *name : {"r", "a", "b", "c"}) {
        table.params.push_back({name, 1});
    }
    table.params.push_back({"field", 4});
    table.results = {{"d", 1}};
    table.imports = {{"native", 1, false}};
    table.states = 16;
    table.arrays = {{Real{1}, Real{2}, Real{3}, Real{4}}};
    table.profile = wide ? wide_profile : fused_profile;
    table.features = features_of(table.profile);
    return table;
}

// What the fields of each form's word mean.
constexpr std::uint32_t form_fields[] = {
#define ABAX_FORM(name, set, fields) (fields),
#include "abax/forms.def"
};

template <class Real> void emit(TableBuilder<Real> &table, const Row &row, std::uint32_t function) {
    const std::uint32_t fields = form_fields[static_cast<std::size_t>(row.form)];
    const auto has = [fields](std::uint32_t flag) { return (fields & flag) != 0; };
    const std::uint32_t d = table.result(0);
    const std::uint32_t a = has(ABAX_COUNT_B)    ? std::uint32_t{FIELD}
                            : has(ABAX_NUMBER_A) ? 4 // values, or the first of six further arguments
                            : has(ABAX_READ_A)   ? std::uint32_t{A}
                            : has(ABAX_STORE_A)  ? d
                                                 : 0;
    const std::uint32_t b = has(ABAX_READ_B)                          ? std::uint32_t{B}
                            : has(ABAX_STORE_B)                       ? d
                            : has(ABAX_STATE_B)                       ? table.state(0)
                            : has(ABAX_CALL_B)                        ? function
                            : has(ABAX_COUNT_B) || has(ABAX_NUMBER_B) ? 4
                                                                      : 0; // the first array, native or result
    const std::uint32_t c = has(ABAX_READ_C) ? std::uint32_t{C} : has(ABAX_STORE_C) ? d : 0;
    table.emit(row, a, b, c);
}

template <class Real> void write_table(BlobWriter &out, TableBuilder<Real> builder) {
    const ByteVector bytes = builder.end().bytes();
    out.number(bytes.size());
    out.bytes(bytes.data(), bytes.size());
}

template <class Real> void write_probe(BlobWriter &out, const Row &row, std::uint32_t function, bool wide) {
    TableBuilder<Real> without = empty_table<Real>(wide);
    TableBuilder<Real> with = without;
    TableBuilder<Real> longer = without;
    opcodes::Kind kind = opcodes::plain;
    std::uint32_t a = 0;
    without.load(R);
    with.load(R);
    longer.load(R);
    switch (row.form) {
    case Form::END: // the difference of two whole evaluations cannot tell it: it is in what every evaluation takes
        kind = opcodes::end;
        break;
    case Form::JUMP: // r is not zero: LOAD a, JUMP behind LOAD b
        kind = opcodes::jump;
        without.emit(row_of(Form::JZERO), 0, 1).load(A);
        with.emit(row_of(Form::JZERO), 0, 2).load(A).emit(row, 0, 1).load(B);
        break;
    case Form::JZERO:
    case Form::JTRUE:
    case Form::JNOT:
    case Form::JIF:
        kind = opcodes::condition;
        a = row.form == Form::JNOT || row.form == Form::JIF ? std::uint32_t{A} : 0;
        without.load(B);
        with.emit(row, a, 1).load(C).load(B);
        longer.emit(row, a, 2).load(C).load(C).load(B);
        break;
    default:
        emit(with, row, function);
    }
    out.number(row.number);
    out.number(kind);
    out.number(function);
    write_table(out, without);
    write_table(out, with);
    write_table(out, longer);
}

bool calls_library(Form form, int &arity) {
    arity = form == Form::CALL2 || form == Form::CALL2R || form == Form::CALL2A ? 2 : 1;
    return arity == 2 || form == Form::CALL1 || form == Form::CALL1S || form == Form::CALL1A || form == Form::RxCALL1S;
}

template <class Real> bool write_all(std::FILE *file, bool wide) {
    BlobWriter out(file);
    out.number(sizeof(Real));
    out.number(wide ? 1 : 0);
    std::size_t probes = 0;
    for (int pass = 0; pass < 2; ++pass) { // counts, then writes
        if (pass == 1) {
            out.number(probes);
        }
        for (const Row &row : rows) {
            if ((wide && row.set == Set::FUSED) || row.set == Set::CURVES ||
                (row.form == Form::WINDOW && row.op1 != Op::DELAY)) {
                continue; // not in this encoding, or counted by lengths
            }
            int arity = 0;
            if (!calls_library(row.form, arity)) {
                ++probes;
                if (pass == 1) {
                    write_probe<Real>(out, row, 0, wide);
                }
                continue;
            }
            for (const LibraryRow &function : library_rows) {
                if (function.arity == arity) {
                    ++probes;
                    if (pass == 1) {
                        write_probe<Real>(out, row, function.number, wide);
                    }
                }
            }
        }
    }
    return out.good();
}

} // namespace
} // namespace abax_tests

int main(int argc, char **argv) {
    const std::string real = argc == 4 ? argv[1] : "";
    const std::string encoding = argc == 4 ? argv[2] : "";
    const bool known = (real == "f32" || real == "f64") && (encoding == "narrow" || encoding == "wide");
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(known ? std::fopen(argv[3], "wb") : nullptr,
                                                                std::fclose);
    if (file == nullptr) {
        std::fprintf(stderr, "usage: write_opcodes f32|f64 narrow|wide FILE\n");
        return 2;
    }
    const bool wide = encoding == "wide";
    const bool written = real == "f32" ? abax_tests::write_all<float>(file.get(), wide)
                                       : abax_tests::write_all<double>(file.get(), wide);
    return written ? 0 : 1;
}
