// `abax eval --csv`: what files hold, what is wrong with them, and what is written.
#include "program.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <random>

#include "number.hpp"

namespace {

struct Csv : Program {
    void SetUp() override {
        Program::SetUp();
        put("m.toml", "[params]\na = 1\nb = 2\n[expressions]\ntotal = \"a + b\"\nquo = \"a / b\"\n");
    }

    // The results of the module for that file, without a word about it.
    std::string evaluated(std::string_view csv, const std::string &options = "") const {
        put("f.csv", csv);
        const Outcome outcome = run("eval m.toml --csv f.csv " + options);
        EXPECT_EQ(outcome.err, "") << csv;
        EXPECT_EQ(outcome.code, 0) << csv;
        return outcome.out;
    }
};

TEST_F(Csv, Files) {
    using namespace std::string_view_literals;
    const std::string two = "total,quo\n3,0.5\n7,0.75\n";
    for (
        const std::string_view csv : {
            "a,x,b\n1,z,2\n3,,4\n"sv, "a,b\r\n1,2\r\n3,4"sv, "a,b\r1,2\r3,4\r"sv,
            "\xEF\xBB\xBF"
            "a,b\n1,2\n3,4\n"sv,
            "\n\"a\",\"b\"\n\"1\",\"2\"\n\n3,4\n\n"sv, "b , a\n 2 , 1\n4\t, 3\n"sv,
            "a,b,\n1,2,\n3,4,,\n"sv,                                // delimiters behind the last column
            "\"\",\"a\",\"b\"\n\"1\",1,2\n\"2\",3,4\n"sv,           // write.csv
            "\"a\",\"b\"\n\"r 1\",1,2\n\"r 2\",3,4\n"sv,            // write.table(sep = ",")
            "\"a\" \"b\"\n\"1\" 1 2\n\"2\" 3 4\n"sv,                // write.table
            "\"note, or so\",a,b\n\"say \"\"x\"\"\n\",1,2\n,3,4"sv, // commas, quotes and line ends in a column nobody asks for
        }) {
        EXPECT_EQ(evaluated(csv), two) << csv;
    }
    EXPECT_EQ(evaluated("a;b\n1;2\n3;4\n"), "total;quo\n3;0.5\n7;0.75\n");
    EXPECT_EQ(evaluated("a;b\n1,5;2\n-0,5;1e2\n"), "total;quo\n3.5;0.75\n99.5;-0.005\n");
    EXPECT_EQ(evaluated("a\tb\n1\t2\n3\t4\n"), "total\tquo\n3\t0.5\n7\t0.75\n");
    EXPECT_EQ(evaluated("sep=;\r\na;b\r\n1;2\r\n"), "total;quo\n3;0.5\n");
    EXPECT_EQ(evaluated("a,b\n"), "total,quo\n"); // a header and no rows
    EXPECT_EQ(evaluated("a,b\n,\nNA,1\n1,n/a\nNaN,2\ninf,1\nTRUE,-Inf\n"),
              "total,quo\nnan,nan\nnan,nan\nnan,nan\nnan,nan\ninf,inf\n-inf,-0\n");
    // What is behind the last column, or in front of the first, is so in all rows alike.
    EXPECT_EQ(evaluated("a,b\n\"x\",1,2\ny,3,4\n\"z\",3,\n"), "total,quo\n3,0.5\n7,0.75\nnan,nan\n");
    EXPECT_EQ(evaluated("a,b\n1,\n"), "total,quo\nnan,nan\n"); // not surplus: a cell that is empty
    EXPECT_EQ(evaluated("a,b\n1_000,0x10\n"), "total,quo\n1016,62.5\n");
}

TEST_F(Csv, BindsColumns) {
    put("ok.csv", "a,x,b\n1,z,2\n3,,4\n");
    EXPECT_EQ(run("eval m.toml --csv - < ok.csv").out, "total,quo\n3,0.5\n7,0.75\n");
    EXPECT_EQ(run("eval -e 'max(a, b)' --csv ok.csv").out, "\"max(a, b)\"\n2\n4\n");
    EXPECT_EQ(run("eval m.toml --csv ok.csv --set b=10").out, "total,quo\n11,0.1\n13,0.3\n");
    EXPECT_EQ(evaluated("T,u=v\n1,2\n", "--map T=a --map u=v=b"), "total,quo\n3,0.5\n");
    EXPECT_EQ(evaluated("\"T, degC\",b,a\n1,2,9\n", "--map 'T, degC=a'"), "total,quo\n3,0.5\n"); // --map goes first
    EXPECT_EQ(evaluated("T\n4\n", "--map T=a --map T=b"), "total,quo\n8,1\n");                   // one for both
}

TEST_F(Csv, InputsAreNotWrittenOver) {
    const std::string module = get("m.toml");
    const std::string csv = "a,b\n1,2\n";
    put("f.csv", csv);
    std::filesystem::create_symlink("f.csv", directory / "link");
    for (const char *output : {"f.csv", "./f.csv", "link", "m.toml"}) {
        const Outcome outcome = run(std::string("eval m.toml --csv f.csv -o ") + output);
        EXPECT_EQ(outcome.code, 2);
        EXPECT_EQ(outcome.out, "");
        EXPECT_EQ(outcome.err, std::string("abax: error: the output is also the input: ") + output + "\n");
    }
    EXPECT_EQ(run("eval -e a --csv f.csv -o f.csv").code, 2);
    EXPECT_EQ(run("eval m.toml --set a=1 --set b=2 -o m.toml").code, 2);
    EXPECT_EQ(get("f.csv"), csv);
    EXPECT_EQ(get("m.toml"), module);
    EXPECT_EQ(run("eval m.toml --csv f.csv -o /dev/null").code, 0);
}

TEST_F(Csv, BindsMembersAndElements) {
    put("m.toml", "[params]\nimu = { ax = 0, ay = 0 }\nadc = [0, 0, 0]\n[expressions]\nx = \"imu.ax + 10*imu.ay\"\n"
                  "y = \"adc[0] + 10*adc[1] + 100*adc[2]\"\n");
    EXPECT_EQ(evaluated("imu.ay,adc[2],adc[0],adc[1],imu.ax\n1,2,3,4,5\n"), "x,y\n15,243\n");
    EXPECT_EQ(evaluated("ch2,imu.ax,imu.ay,adc[0]\n1,2,3,4\n", "--map 'ch2=adc[2]' --set 'adc[1]=7'"), "x,y\n32,174\n");
    EXPECT_EQ(evaluated("imu.ax,imu.ay\n1,2\n", "--array adc=1,2,3"), "x,y\n21,321\n");
    put("f.csv", "imu.ax,imu.ay,adc[0],adc[1],acd[2]\n1,2,3,4,5\n");
    EXPECT_EQ(run("eval m.toml --csv f.csv").err,
              "f.csv:1:1: error: there is no column for the param 'adc[2]' [csv-column]\n"
              "    1 | imu.ax,imu.ay,adc[0],adc[1],acd[2]\n"
              "      | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
              "note: the columns are 'imu.ax', 'imu.ay', 'adc[0]', 'adc[1]', 'acd[2]'\n"
              "note: to read 'adc[2]' from the column 'acd[2]': --map 'acd[2]=adc[2]'\n"
              "note: bind a column with --map 'COLUMN=adc[2]', or give a value with --set 'adc[2]=VALUE'\n");
    EXPECT_EQ(run("eval m.toml --csv f.csv --map 'acd[2]=adc'").err.substr(0, 87),
              "abax: error: --map acd[2]=adc: 'adc' is an array; a column is one element of it: 'adc[0");
    put("g.csv", "v[0],v[1]\n1,2\n3,4\n");
    EXPECT_EQ(run("eval -e 'sum(v)' -e 'v[1]' --csv g.csv").out, "sum(v),v[1]\n3,2\n7,4\n");
}

TEST_F(Csv, WhatIsWrongWithFiles) {
    struct Row {
        const char *csv;
        const char *options;
        const char *error;
    };
    for (const Row &row : {
             Row{"a,c\n1,2\n", "",
                 "f.csv:1:1: error: there is no column for the param 'b' [csv-column]\n"
                 "    1 | a,c\n"
                 "      | ^~~\n"
                 "note: the columns are 'a', 'c'\n"
                 "note: bind a column with --map COLUMN=b, or give a value with --set b=VALUE\n"},
             {"a;c\n1;2\n", "--set b=1 --map d=a",
              "f.csv:1:1: error: --map d=a: there is no column 'd' [csv-column]\n"
              "    1 | a;c\n"
              "      | ^~~\n"
              "note: the columns are 'a', 'c'\n"
              "note: the header separates them by a semicolon\n"},
             {"a b\n1 2\n", "--set b=1",
              "f.csv:1:1: error: there is no column for the param 'a' [csv-column]\n"
              "    1 | a b\n"
              "      | ^~~\n"
              "note: the only column is 'a b'\n"
              "note: columns are separated by commas, semicolons or tabs; by blanks only where their names are quoted\n"
              "note: bind a column with --map COLUMN=a, or give a value with --set a=VALUE\n"},
             {"1.5,2\n3,4\n", "",
              "f.csv:1:1: error: there is no column for the params 'a', 'b' [csv-column]\n"
              "    1 | 1.5,2\n"
              "      | ^~~~~\n"
              "note: the columns are '1.5', '2'\n"
              "note: the first row must name the columns; these are numbers\n"},
             {"a,b\n1,2\n1\n", "",
              "f.csv:3:1: error: this row has 1 field, the header 2 [csv]\n"
              "    3 | 1\n"
              "      | ^\n"},
             {"a,b\n1,2,3\n4,5,6\n7\n1,2\n", "",
              "f.csv:2:1: error: this row has 3 fields, the header 2 [csv]\n"
              "    2 | 1,2,3\n"
              "      | ^~~~~\n"
              "note: a first field that is the name of the row stands in quotes, in the first row already\n"
              "note: so are 2 more rows, the last in line 4\n"},
             {"a,b\n\"r\",1,2\n\n1,2\n", "",
              "f.csv:4:1: error: this row has 2 fields, the header 2, and rows begin with a row name [csv]\n"
              "    4 | 1,2\n"
              "      | ^~~\n"},
             {"a,b\n\"1\",2,\n", "",
              "f.csv:2:1: error: the header has no name for this field, or the row ends in a delimiter too many [csv]\n"
              "    2 | \"1\",2,\n"
              "      | ^~~\n"
              "note: name all columns in the header, row names too, and end all rows alike\n"},
             {"", "", "f.csv:1:1: error: the file is empty; its first row must name the columns [csv]\n"},
             {"\xEF\xBB\xBF \r\n\n", "",
              "f.csv:1:1: error: the file is empty; its first row must name the columns [csv]\n"},
             {"a,b\n1,\"2\n3,4\n", "",
              "f.csv:2:3: error: this quoted field is never closed [csv]\n"
              "    2 | 1,\"2\n"
              "      |   ^~\n"},
             {"a,b\n1,\"2\"3\n", "",
              "f.csv:2:6: error: a quote inside a field must be doubled, and nothing may follow the closing one [csv]\n"
              "    2 | 1,\"2\"3\n"
              "      |      ^\n"},
             {"a,a,b\n1,2,3\n", "",
              "f.csv:1:3: error: there are two columns 'a'; which is meant? [csv-column]\n"
              "    1 | a,a,b\n"
              "      |   ^\n"
              "f.csv:1:1: note: the first one is here\n"
              "    1 | a,a,b\n"
              "      | ^\n"},
             {"temp,b\n1,2\n", "--map tmep=a",
              "f.csv:1:1: error: --map tmep=a: there is no column 'tmep'; did you mean 'temp'? [csv-column]\n"
              "    1 | temp,b\n"
              "      | ^~~~~~\n"
              "note: the columns are 'temp', 'b'\n"},
             {"temp,b\n1,2\n", "--map temp=A", // and nothing about a, which may be meant
              "abax: error: --map temp=A: there is no param 'A' [csv-column]\n"
              "note: did you mean 'a'?\n"
              "note: the params are 'a', 'b'\n"},
             {"a,b\n1,2\n", "--map a=z",
              "abax: error: --map a=z: there is no param 'z' [csv-column]\n"
              "note: the params are 'a', 'b'\n"},
             {"\xFF\xFE"
              "abc",
              "", "f.csv:1:1: error: the file is UTF-16; save it as UTF-8 [csv]\n"},
         }) {
        put("f.csv", row.csv);
        const Outcome outcome = run(std::string("eval m.toml --csv f.csv -o out.csv ") + row.options);
        EXPECT_EQ(outcome.code, 1) << row.csv;
        EXPECT_EQ(outcome.err, row.error) << row.csv;
        EXPECT_FALSE(std::filesystem::exists(directory / "out.csv")) << row.csv;
    }
    EXPECT_EQ(run("eval m.toml --csv nosuch.csv").err, "nosuch.csv: error: No such file or directory\n");
    EXPECT_EQ(run("eval m.toml --csv nosuch.csv").code, 3);
    EXPECT_EQ(run("eval m.toml --csv .").code, 3);
}

TEST_F(Csv, ManyColumns) {
    constexpr int count = 4000;
    std::string module = "[params]\n";
    std::string header;
    std::string row;
    for (int i = 0; i < count; i++) {
        module += "p" + std::to_string(i) + " = 0\n";
        header += (i > 0 ? ",p" : "p") + std::to_string(i);
        row += (i > 0 ? "," : "") + std::to_string(i);
    }
    put("m.toml", module + "[expressions]\ny = \"p0 + 2*p3999\"\n");
    EXPECT_EQ(evaluated(header + "\n" + row + "\n" + row + "\n"), "y\n7998\n7998\n");
    put("f.csv", "x\n1\n");
    const Outcome outcome = run("eval m.toml --csv f.csv");
    EXPECT_EQ(outcome.code, 1);
    EXPECT_NE(outcome.err.find("there is no column for the params 'p0', 'p1', "), std::string::npos)
        << outcome.err.substr(0, 300);
    EXPECT_NE(outcome.err.find("'p15' and 3984 more [csv-column]\n"), std::string::npos) << outcome.err.substr(0, 300);
}

TEST_F(Csv, CellsThatAreNoNumbers) {
    struct Row {
        std::string_view csv;
        const char *error;
    };
    for (
        const Row &row : {
            Row{"a,b\n1,2\n3, 4x\n",
                "f.csv:3:4: error: '4x' is not a number, for the param 'b' from the column 'b' [csv-cell]\n"
                "    3 | 3, 4x\n"
                "      |    ^~\n"},
            // One error for each column, with how often it is so; rows that are good, or wrong in another way, in between.
            {"a,b\nx,1\n2,?\n3,4\ny,?\n1\nz,5\n",
             "f.csv:2:1: error: 'x' is not a number, for the param 'a' from the column 'a' [csv-cell]\n"
             "    2 | x,1\n"
             "      | ^\n"
             "note: so are 2 more cells, the last in line 7\n"
             "f.csv:3:3: error: '?' is not a number, for the param 'b' from the column 'b' [csv-cell]\n"
             "    3 | 2,?\n"
             "      |   ^\n"
             "note: so is 1 more cell, in line 5\n"
             "f.csv:6:1: error: this row has 1 field, the header 2 [csv]\n"
             "    6 | 1\n"
             "      | ^\n"},
            {"a,b\n1,\"1,234.5\"\n",
             "f.csv:2:3: error: '1,234.5' is not a number, for the param 'b' from the column 'b' [csv-cell]\n"
             "    2 | 1,\"1,234.5\"\n"
             "      |   ^~~~~~~~~\n"
             "note: digits cannot be grouped; write 1234.5\n"},
            {"a;b\n1,5;2\n3;4.5\n",
             "f.csv:3:3: error: '4.5' is not a number, for the param 'b' from the column 'b' [csv-cell]\n"
             "    3 | 3;4.5\n"
             "      |   ^~~\n"
             "note: line 2 has '1,5': a file has either decimal points or decimal commas\n"},
            {"x,b,a\n\"two\nlines, \xC3\xA4\",1,\"no \"\"number\"\"\"\n",
             "f.csv:3:13: error: 'no \"number\"' is not a number, for the param 'a' from the column 'a' [csv-cell]\n"
             "    3 | lines, \xC3\xA4\",1,\"no \"\"number\"\"\"\n"
             "      |             ^~~~~~~~~~~~~~~\n"},
            {std::string_view("a,b\n1,2\n1,\0\n", 12),
             "f.csv:3:3: error: there is a NUL byte here: the file is damaged, or it is no text [csv]\n"
             "    3 | 1,<00>\n"
             "      |   ^~~~\n"},
        }) {
        put("f.csv", row.csv);
        for (const char *options : {"", "-o out.csv"}) {
            const Outcome outcome = run(std::string("eval m.toml --csv f.csv ") + options);
            EXPECT_EQ(outcome.code, 1) << row.csv;
            EXPECT_EQ(outcome.err, row.error) << row.csv;
        }
        EXPECT_FALSE(std::filesystem::exists(directory / "out.csv")) << row.csv;
    }
    // What was right before the first mistake has been written.
    put("f.csv", "a,b\n1,2\n3,x\n5,6\n");
    EXPECT_EQ(run("eval m.toml --csv f.csv").out, "total,quo\n3,0.5\n");
}

TEST_F(Csv, WarningsAreSaidOnce) {
    put("f.csv", "a,b\n1,2\n3, 1e400\n1e999,2\n");
    const Outcome outcome = run("eval -e a+b --csv f.csv");
    EXPECT_EQ(outcome.out, "a+b\n3\ninf\ninf\n");
    EXPECT_EQ(outcome.err, "f.csv:3:4: warning: this number is too large for f64 and becomes infinity [number-range]\n"
                           "    3 | 3, 1e400\n"
                           "      |    ^~~~~\n"
                           "note: so is 1 more cell, in line 4\n");
    put("f.csv", "a,b\n1,2\n0e-999,-1e-999\n1e999,2\n1e-400,4\n");
    EXPECT_EQ(run("eval -e a+b --csv f.csv").err,
              "f.csv:3:8: warning: this number is too small for f64 and becomes 0 [number-range]\n"
              "    3 | 0e-999,-1e-999\n"
              "      |        ^~~~~~~\n"
              "note: so is 1 more cell, in line 5\n"
              "f.csv:4:1: warning: this number is too large for f64 and becomes infinity [number-range]\n"
              "    4 | 1e999,2\n"
              "      | ^~~~~\n");
    EXPECT_EQ(run("eval -e a+b --csv f.csv --no-warn number-range").err, "");
    EXPECT_EQ(run("eval -e a+b --csv f.csv --werror -o out.csv").code, 1);
    EXPECT_FALSE(std::filesystem::exists(directory / "out.csv"));
    put("long.csv", "a,b\n1,2" + std::string(500, ' ') + ",3\n");
    EXPECT_EQ(run("eval m.toml --csv long.csv").err.substr(0, 62),
              "long.csv:2:1: error: this row has 3 fields, the header 2 [csv]");
}

TEST_F(Csv, FaultsAreSummedUp) {
    put("m.toml", "[params]\ni = 0\n[constants]\nt = [10, 20]\n[expressions]\ny = \"t[i]\"\nz = \"i + 1\"\n");
    put("f.csv", "i\n1\n2\n0\n-3\n\n7\n");
    const Outcome outcome = run("eval m.toml --csv f.csv");
    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.out, "y,z\n20,2\nnan,3\n10,1\nnan,-2\nnan,8\n");
    EXPECT_EQ(outcome.err,
              "m.toml:6:6: warning: an index into 't' is out of range or nan where 'y' is computed; the element is nan "
              "[fault-index]\n"
              "    6 | y = \"t[i]\"\n"
              "      |      ^\n"
              "note: 't' has 2 elements, counted from 0\n"
              "f.csv:3:1: note: this is the first row where it is so\n"
              "    3 | 2\n"
              "      | ^\n"
              "note: so are 2 more rows, the last in line 7\n");
}

// Every value that there is reads back to the same bits, in both types.
TEST_F(Csv, ReadsBack) {
    put("id.toml", "[params]\nx = 0\n[expressions]\nx2 = \"x\"\n");
    std::mt19937_64 random(7);
    for (const unsigned bits : {32u, 64u}) {
        std::string csv = "x\n0\n-0\nnan\n-inf\n4.9406564584124654e-324\n1.7976931348623157e308\n3.4028235e38\n1e-45\n";
        for (int i = 0; i < 20'000; i++) {
            const double value = bits == 32 ? static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(random())))
                                            : std::bit_cast<double>(random());
            abax::host::append_shortest(csv, value, bits);
            csv += '\n';
        }
        put("in.csv", csv);
        const std::string real = bits == 32 ? " --real f32" : " --real f64";
        EXPECT_EQ(run("eval id.toml --csv in.csv -o once.csv --no-warn number-range" + real).err, "");
        EXPECT_EQ(run("eval id.toml --csv once.csv --map x2=x -o twice.csv" + real).err, "");
        EXPECT_EQ(get("once.csv"), get("twice.csv"));
        // The lines that were written from bits above are the same texts.
        EXPECT_EQ(get("once.csv").substr(get("once.csv").size() - 200'000), csv.substr(csv.size() - 200'000));
    }
}

TEST_F(Csv, RecordedData) {
    const std::filesystem::path data = ABAX_SHARED_DATA;
    if (!std::filesystem::exists(data / "occupancy")) {
        GTEST_SKIP() << "no recorded data in " << data;
    }
    put("room.toml", "[module]\nreal = \"f64\"\n[params]\nTemperature = 0\nHumidity = 0\nlevel = 0\n"
                     "[expressions]\nf = \"Temperature*2\"\nh = \"Humidity\"\nl = \"level\"\n");
    for (const auto &[name, rows] : {std::pair("datatest.txt", 2665), {"datatraining.txt", 8143}}) {
        const std::string file = "'" + (data / "occupancy" / name).string() + "'";
        const Outcome outcome = run("eval room.toml --csv " + file + " --map CO2=level");
        EXPECT_EQ(outcome.code, 0) << outcome.err;
        EXPECT_EQ(outcome.err, "");
        EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), rows + 1) << name;
        const char *first = rows == 2665 ? "f,h,l\n47.4,26.272,749.2\n" : "f,h,l\n46.36,27.272,721.25\n";
        EXPECT_EQ(outcome.out.substr(0, std::strlen(first)), first);
    }
    const std::string machine =
        "'" + (data / "machine_temperature/ambient_temperature_system_failure.csv").string() + "'";
    const Outcome outcome = run("eval -e value --csv " + machine);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out.substr(0, 30), "value\n69.88083514\n71.22022706\n");
    EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 7267 + 1);
}

} // namespace
