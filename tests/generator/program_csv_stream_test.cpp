// `abax eval --csv` while it runs: rows as they come, memory, the line of progress, and an end before the end.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <initializer_list>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.hpp"

namespace {

using namespace std::chrono_literals;

// A file descriptor that is closed at the end.
struct File {
    int number = -1;
    explicit File(int descriptor = -1) : number(descriptor) {}
    File(File &&other) noexcept : number(std::exchange(other.number, -1)) {}
    File(const File &) = delete;
    File &operator=(File &&other) noexcept {
        std::swap(number, other.number);
        return *this;
    }
    ~File() { end(); }
    void end() {
        if (number >= 0) {
            close(std::exchange(number, -1));
        }
    }
};

struct Pipe {
    File from;
    File to;
    Pipe() {
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_CLOEXEC) == 0) {
            from = File(ends[0]);
            to = File(ends[1]);
        }
    }
};

// Everything that comes, until the other end is closed.
std::string read_all(const File &file) {
    std::string text;
    char piece[4096];
    for (ssize_t size = 0; (size = read(file.number, piece, sizeof piece)) > 0;) {
        text.append(piece, static_cast<size_t>(size));
    }
    return text;
}

// One line, as soon as it is there.
std::string read_line(const File &file) {
    std::string line;
    for (char c = '\0'; c != '\n' && read(file.number, &c, 1) == 1;) {
        line += c;
    }
    return line;
}

void write_all(const File &file, const std::string &text) {
    EXPECT_EQ(write(file.number, text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

struct CsvStream : Program {
    void SetUp() override {
        Program::SetUp();
        put("m.toml", "[params]\na = 1\nb = 2\n[expressions]\ntotal = \"a + b\"\nquo = \"a / b\"\n");
    }

    // Starts the program in the directory, with these files as its standard ones; -1 leaves one as it is.
    pid_t start(std::vector<std::string> arguments, int in, int out, int err) const {
        arguments.insert(arguments.begin(), {ABAX_PROGRAM, "eval"});
        std::vector<char *> pointers;
        for (std::string &argument : arguments) {
            pointers.push_back(argument.data());
        }
        pointers.push_back(nullptr);
        const pid_t child = fork();
        if (child == 0) {
            for (const auto &[file, place] : {std::pair(in, 0), {out, 1}, {err, 2}}) {
                if (file >= 0) {
                    dup2(file, place);
                }
            }
            for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
                std::signal(signal, SIG_DFL); // whoever runs the tests may ignore them
            }
            if (chdir(directory.c_str()) == 0) {
                execv(pointers.front(), pointers.data());
            }
            _exit(127);
        }
        return child;
    }

    size_t files() const {
        return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(directory), {}));
    }
};

struct Ended {
    int status = -1;
    long peak = 0; // KB
};

Ended wait_for(pid_t child) {
    Ended ended;
    rusage usage = {};
    wait4(child, &ended.status, 0, &usage);
    ended.peak = usage.ru_maxrss;
    return ended;
}

// Who feeds a pipe row by row gets the results row by row.
TEST_F(CsvStream, RowsComeOutAsTheyGoIn) {
    Pipe in;
    Pipe out;
    const pid_t child = start({"m.toml", "--csv", "-"}, in.from.number, out.to.number, -1);
    in.from.end();
    out.to.end();
    write_all(in.to, "a,b\n1,2\n");
    EXPECT_EQ(read_line(out.from), "total,quo\n");
    EXPECT_EQ(read_line(out.from), "3,0.5\n");
    write_all(in.to, "3,4\n5,");
    EXPECT_EQ(read_line(out.from), "7,0.75\n");
    write_all(in.to, "4\r\n");
    EXPECT_EQ(read_line(out.from), "9,1.25\n");
    write_all(in.to, "7,8"); // it ends without a line end
    in.to.end();
    EXPECT_EQ(read_line(out.from), "15,0.875\n");
    EXPECT_EQ(wait_for(child).status, 0);
}

// A mistake in what comes through a pipe is said at once, not when the pipe ends.
TEST_F(CsvStream, MistakesInAPipeAreSaidAtOnce) {
    Pipe in;
    Pipe err;
    const File out(open((directory / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    const pid_t child = start({"m.toml", "--csv", "-"}, in.from.number, out.number, err.to.number);
    in.from.end();
    err.to.end();
    write_all(in.to, "a,b\n1,2\n1,x\n3,4\n");
    EXPECT_EQ(read_line(err.from),
              "<stdin>:3:3: error: 'x' is not a number, for the param 'b' from the column 'b' [csv-cell]\n");
    const Ended ended = wait_for(child);
    EXPECT_EQ(WEXITSTATUS(ended.status), 1);
}

TEST_F(CsvStream, MemoryDoesNotGrowWithTheRows) {
    const auto peak_of = [&](size_t rows) {
        {
            std::ofstream file(directory / "f.csv", std::ios::binary);
            file << "a,note,b\n";
            for (size_t i = 0; i < rows; i++) {
                file << "1.5,\"some text, quoted\",2.5\n";
            }
        }
        const Ended ended = wait_for(start({"m.toml", "--csv", "f.csv", "-o", "out.csv"}, -1, -1, -1));
        EXPECT_EQ(ended.status, 0);
        EXPECT_EQ(std::filesystem::file_size(directory / "out.csv"), 10 + 6 * rows);
        return ended.peak;
    };
    const long few = peak_of(10);
    const long many = peak_of(1'000'000); // 29 MB in, 6 MB out
    EXPECT_LT(many - few, 2048) << few << " KB for ten rows, " << many << " KB for a million";
}

// The program with a terminal as its standard error; what it wrote there.
struct Terminal {
    File ours;
    File theirs;
    Terminal() {
        ours = File(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
        if (ours.number >= 0 && grantpt(ours.number) == 0 && unlockpt(ours.number) == 0) {
            theirs = File(open(ptsname(ours.number), O_RDWR | O_NOCTTY | O_CLOEXEC));
        }
    }
};

TEST_F(CsvStream, ProgressOnATerminal) {
    Terminal terminal;
    if (terminal.theirs.number < 0) {
        GTEST_SKIP() << "no pseudo-terminals here";
    }
    // Slow enough to be seen: many sines for each row.
    std::string sum = "0";
    for (int i = 0; i < 200; i++) {
        sum += fmt::format(" + sin(a*{}.5)", i);
    }
    std::string csv = "a\n";
    for (int i = 0; i < 400'000; i++) {
        csv += fmt::format("{}\n", i);
    }
    put("f.csv", csv);
    const File out(open((directory / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = start({"-e", sum, "--csv", "f.csv"}, -1, out.number, terminal.theirs.number);
    terminal.theirs.end();
    const std::string shown = read_all(terminal.ours);
    EXPECT_EQ(wait_for(child).status, 0);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

    const auto lines = std::count(shown.begin(), shown.end(), '\r');
    EXPECT_GE(lines, 3) << seconds << " s: " << shown;
    EXPECT_LE(static_cast<double>(lines), 10 * seconds + 3);
    EXPECT_EQ(shown.find("\r["), 0u) << shown;
    EXPECT_NE(shown.find(" % of 2.7 MB, "), std::string::npos) << shown;
    EXPECT_NE(shown.find("rows/s, 0:0"), std::string::npos) << shown;
    EXPECT_EQ(shown.find('\033'), std::string::npos) << shown; // no control sequences, no colours
    EXPECT_EQ(shown.find('\n'), std::string::npos) << shown;
    // In the end the line is blank, and the cursor is where it was.
    ASSERT_GE(shown.size(), 60u);
    EXPECT_EQ(shown.substr(shown.size() - 50), std::string(49, ' ') + "\r");
}

TEST_F(CsvStream, RowCounterWhereTheSizeIsUnknown) {
    Terminal terminal;
    if (terminal.theirs.number < 0) {
        GTEST_SKIP() << "no pseudo-terminals here";
    }
    Pipe in;
    const File out(open((directory / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    const pid_t child = start({"m.toml", "--csv", "-"}, in.from.number, out.number, terminal.theirs.number);
    in.from.end();
    terminal.theirs.end();
    write_all(in.to, "a,b\n");
    for (int i = 0; i < 8; i++) {
        std::this_thread::sleep_for(100ms);
        write_all(in.to, "1,2\n");
    }
    in.to.end();
    const std::string shown = read_all(terminal.ours);
    EXPECT_EQ(wait_for(child).status, 0);
    EXPECT_NE(shown.find("\r8 rows, 36 B, "), std::string::npos) << shown;
    EXPECT_EQ(shown.find('%'), std::string::npos) << shown;
    EXPECT_EQ(shown.find("\r\r"), std::string::npos) << shown;
    EXPECT_EQ(shown.back(), '\r');
}

TEST_F(CsvStream, NoProgressWhereItWouldBeInTheWay) {
    // Neither where the results go to the same terminal, nor in a file.
    Terminal terminal;
    if (terminal.theirs.number < 0) {
        GTEST_SKIP() << "no pseudo-terminals here";
    }
    Pipe in;
    const pid_t child = start({"m.toml", "--csv", "-"}, in.from.number, terminal.theirs.number, terminal.theirs.number);
    in.from.end();
    terminal.theirs.end();
    write_all(in.to, "a,b\n1,2\n");
    std::this_thread::sleep_for(500ms);
    write_all(in.to, "3,4\n");
    in.to.end();
    EXPECT_EQ(read_all(terminal.ours), "total,quo\r\n3,0.5\r\n7,0.75\r\n"); // as a terminal ends lines
    EXPECT_EQ(wait_for(child).status, 0);
}

// What is half done is not left behind, and whoever interrupted sees that it was so.
TEST_F(CsvStream, Interrupted) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        put("out.csv", "as it was");
        const size_t files_before = files();
        Pipe in;
        const pid_t child = start({"m.toml", "--csv", "-", "-o", "out.csv"}, in.from.number, -1, -1);
        in.from.end();
        write_all(in.to, "a,b\n1,2\n3,4\n");
        for (int i = 0; i < 100 && files() == files_before; i++) {
            std::this_thread::sleep_for(20ms); // until the temporary file is there
        }
        EXPECT_EQ(files(), files_before + 1);
        std::this_thread::sleep_for(50ms);
        kill(child, signal);
        const Ended ended = wait_for(child);
        EXPECT_TRUE(WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == signal) << signal << ": " << ended.status;
        EXPECT_EQ(files(), files_before);
        EXPECT_EQ(get("out.csv"), "as it was");
    }
}

TEST_F(CsvStream, AReaderThatGoesAwayIsToldNothing) {
    std::string rows = "a,b\n";
    for (int i = 0; i < 100'000; i++) {
        rows += "1,3\n";
    }
    put("f.csv", rows);
    run("--version >version.txt; ( '" ABAX_PROGRAM "' eval m.toml --csv f.csv 2>err.txt; echo $? >code.txt ) | true");
    EXPECT_EQ(get("code.txt"), "3\n");
    EXPECT_EQ(get("err.txt"), "");
}

TEST_F(CsvStream, OutputThatBreaks) {
    put("f.csv", "a,b\n1,2\n");
    EXPECT_EQ(run("eval m.toml --csv f.csv -o nosuch/x").err, "nosuch/x: error: No such file or directory\n");
    EXPECT_EQ(run("eval m.toml --csv f.csv -o nosuch/x").code, 3);
    if (std::filesystem::exists("/dev/full")) {
        const Outcome full = run("eval m.toml --csv f.csv -o /dev/full");
        EXPECT_EQ(full.err, "/dev/full: error: No space left on device\n");
        EXPECT_EQ(full.code, 3);
        std::string rows = "a,b\n";
        for (int i = 0; i < 300'000; i++) {
            rows += "1,2\n";
        }
        put("f.csv", rows); // found out long before the end
        EXPECT_EQ(run("eval m.toml --csv f.csv -o /dev/full").code, 3);
    }
}

} // namespace
