// `abax compile`, `inspect` and `explain`: tables written, looked into, and refused when they are damaged.
#include "program.hpp"

#include <cstring>

#include "abax/abax.h"
#include "eval/crc32.h"

namespace {

struct TableFile : Program {
    void SetUp() override {
        Program::SetUp();
        put("m.toml", "[module]\nname = \"mod\"\nversion = \"1.2\"\n[params]\na = 1\nlimit = 2.5\n[expressions]\n"
                      "x = \"a*3 + 0.5\"\ny = \"a < limit ? sin(a) : x\"\n");
    }
    std::string compiled() {
        EXPECT_EQ(run("compile m.toml --emit table -o good.abx").code, 0);
        return get("good.abx");
    }
};

void fix_crc(std::string &table) {
    const uint32_t crc = abax_table_crc(table.data(), table.size());
    std::memcpy(table.data() + offsetof(abax_header, crc), &crc, sizeof crc);
}

TEST_F(TableFile, WhereItIsWritten) {
    EXPECT_EQ(run("compile m.toml --emit table").code, 0);
    const std::string table = get("mod.abx");
    EXPECT_EQ(table.substr(0, 4), "ABAX");
    EXPECT_EQ(run("compile m.toml --emit table --out-dir 'new dir/deep'").code, 0);
    EXPECT_EQ(get("new dir/deep/mod.abx"), table);
    EXPECT_EQ(run("compile m.toml --emit table -o -").out, table);
    EXPECT_EQ(run("compile m.toml --emit table -o nosuch/x.abx").code, 3);
    EXPECT_EQ(run("compile m.toml --emit table --out-dir m.toml").code, 3);
}

TEST_F(TableFile, IsNotTouchedWhenNothingChanges) {
    compiled();
    const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
    std::filesystem::last_write_time(directory / "good.abx", long_ago);
    compiled();
    EXPECT_EQ(std::filesystem::last_write_time(directory / "good.abx"), long_ago);
}

TEST_F(TableFile, IsNotWrittenWhenThereAreErrors) {
    put("bad.toml", "[expressions]\nx = \"1 +\"\n");
    EXPECT_EQ(run("compile bad.toml --emit table -o bad.abx").code, 1);
    EXPECT_FALSE(std::filesystem::exists(directory / "bad.abx"));
}

TEST_F(TableFile, MovingASectionChangesNoByte) {
    const std::string table = compiled();
    put("m.toml",
        "[expressions]\nx = \"a*3 + 0.5\"\ny = '''a < limit ? sin(a) : x'''\n[params]\na = 1.0\nlimit = 25e-1\n"
        "[module]\nversion = \"1.2\"\nname = \"mod\"\n");
    EXPECT_EQ(compiled(), table);
}

TEST_F(TableFile, Inspect) {
    compiled();
    const Outcome outcome = run("inspect good.abx");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.err, "");
    for (const char *line : {"module          mod\n", "version         1.2\n", "real            f32\n",
                             "\nparam                           slot  default\na                                  0  "
                             "1\nlimit                              1  2.5\n",
                             "\nresult                          slot\nx                                  2\ny          "
                             "                        3\n",
                             "sin(", "limit", "x = acc", "; end\n"}) {
        EXPECT_NE(outcome.out.find(line), std::string::npos) << line << "\n" << outcome.out;
    }
    EXPECT_EQ(run("explain m.toml --show code").out, outcome.out.substr(outcome.out.find("code (every evaluation)")));
}

TEST_F(TableFile, InspectArraysNativesAndRoom) {
    put("n.toml", "[module]\nname = \"n\"\nreserve = { params = 8, results = 3 }\n[params]\na = 1\n"
                  "adc = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n[natives]\n\"fuel(c)\" = { pure = false }\n"
                  "\"lut(x, y)\" = { pure = true }\n[constants]\nk = [0.5, 1, 2]\n[expressions]\n"
                  "x = \"adc[a] + k[a]\"\ny = \"fuel(a) + lut(a, 2)\"\n");
    EXPECT_EQ(run("compile n.toml --emit table").code, 1); // 11 slots do not fit into 8
    put("n.toml", std::string(get("n.toml")).replace(get("n.toml").find("params = 8"), 10, "params = 12"));
    ASSERT_EQ(run("compile n.toml --emit table").code, 0);
    const Outcome outcome = run("inspect n.abx");
    EXPECT_EQ(outcome.code, 0);
    for (const char *line :
         {"instructions    base fused arrays natives\n",
          " 12 params (1 of them reserved), 3 results (1 of them reserved), ",
          "adc[10]                            1  1 2 3 4 5 6 7 8 … 2 more\n",
          "-                                 11  1 slot reserved\n",
          "-                                 14  1 slot reserved\n",
          "\nnative                          arguments\nfuel                                    1  with effects\n"
          "lut                                     2  pure\n",
          "\narray                           elements\n$array0[3]                      0.5 1 2\n", "acc = adc[acc]\n",
          "acc = $array0[acc]\n", "index fault of x if acc\n", "acc = fuel(", "acc = lut("}) {
        EXPECT_NE(outcome.out.find(line), std::string::npos) << line << "\n" << outcome.out;
    }
}

TEST_F(TableFile, DamageIsNamed) {
    const std::string good = compiled();
    const auto refused = [&](const std::string &bytes, const std::string &error) {
        put("bad.abx", bytes);
        const Outcome outcome = run("inspect bad.abx");
        EXPECT_EQ(outcome.code, 1);
        EXPECT_EQ(outcome.out, "");
        EXPECT_EQ(outcome.err.substr(0, error.size()), error);
    };
    const auto changed = [&](size_t offset, char value, bool fix) {
        std::string bytes = good;
        bytes[offset] = value;
        if (fix) {
            fix_crc(bytes);
        }
        return bytes;
    };
    refused("", "bad.abx: error: the file is empty [table]\n");
    refused(good.substr(0, 50),
            "bad.abx: error: the file has 50 bytes, fewer than the 112 of a table's header [table]\n");
    refused(good.substr(0, good.size() - 8), "bad.abx: error: the table is cut off: its header says ");
    refused("not a table" + std::string(200, ' '), "bad.abx: error: these bytes are not an Abax table [table]\n");
    std::string small = good;
    small[offsetof(abax_header, size)] = 23;
    small[offsetof(abax_header, size) + 1] = 0;
    refused(small, "bad.abx: error: the header's size of 23 bytes is impossible [table]\n");
    refused(changed(offsetof(abax_header, format), 7, true),
            "bad.abx: error: the table has the format version 7; this program knows version 1 [table]\n");
    refused(changed(offsetof(abax_header, profile), 9, true), "bad.abx: error: the table has the profile 9, ");
    refused(changed(offsetof(abax_header, real), 2, true),
            "bad.abx: error: the table has reals of 2 bytes; there are f32 (4) and f64 (8) [table]\n");
    refused(changed(good.size() - 1, 'x', false), "bad.abx: error: the table is damaged: its checksum is ");
    refused(changed(sizeof(abax_header), '\xEE', true),
            "bad.abx: error: the table's code is not valid (at byte 112) [table]\n");
    EXPECT_EQ(run("inspect nosuch.abx").code, 3);
    EXPECT_EQ(run("inspect .").code, 3);
    EXPECT_EQ(run("eval good.abx").code, 1);
}

// Names in a table come from elsewhere: nothing that a terminal acts upon is printed.
TEST_F(TableFile, NamesArePrintable) {
    std::string table = compiled();
    const size_t at = table.rfind("limit");
    ASSERT_NE(at, std::string::npos);
    const uint32_t hash = abax_name_hash("limit");
    table[at] = '\x1B';
    table[at + 1] = '\xFF';
    const uint32_t new_hash = abax_name_hash(table.c_str() + at);
    const size_t entry = table.find(std::string(reinterpret_cast<const char *>(&hash), sizeof hash));
    ASSERT_NE(entry, std::string::npos);
    std::memcpy(table.data() + entry, &new_hash, sizeof new_hash);
    fix_crc(table);
    put("odd.abx", table);
    const Outcome outcome = run("inspect odd.abx");
    EXPECT_EQ(outcome.out.find('\x1B'), std::string::npos);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("<1B><FF>mit"), std::string::npos) << outcome.out;
}

TEST_F(TableFile, DevicesAreNotReadForEver) {
    if (std::filesystem::exists("/dev/urandom")) {
        EXPECT_EQ(run("inspect /dev/urandom").err, "/dev/urandom: error: these bytes are not an Abax table [table]\n");
    }
    put("more.abx", compiled() + "1234567");
    const Outcome outcome = run("inspect more.abx");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.err, "more.abx: warning: 7 bytes follow the table [table]\n");
    put("k.expr", "x =   a + 1\ny = (x\n  + 2)\n");
    const std::string trees = run("explain k.expr --show ast").out;
    EXPECT_EQ(trees.substr(0, 10), "x = a + 1\n");
    EXPECT_NE(trees.find("\ny = (x + 2)\n"), std::string::npos) << trees;
}

// No table, however damaged, makes the tool do anything but print or refuse.
TEST_F(TableFile, NoDamageCrashes) {
    const std::string good = compiled();
    for (size_t offset = 0; offset < good.size(); offset += 3) {
        std::string bytes = good;
        bytes[offset] = static_cast<char>(bytes[offset] ^ (1 << (offset % 8)));
        if (offset < offsetof(abax_header, crc) || offset >= offsetof(abax_header, crc) + 4) {
            fix_crc(bytes);
        }
        put("bad.abx", bytes);
        const int code = run("inspect bad.abx").code;
        EXPECT_TRUE(code == 0 || code == 1) << "byte " << offset << ": " << code;
    }
}

} // namespace
