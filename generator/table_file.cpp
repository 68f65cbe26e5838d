// A table in a file: see table_file.hpp.
#include "table_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/core.h>
#include <sys/stat.h>

#include "abax/abax.h"
#include "eval/crc32.h"
#include "input.hpp"
#include "table_sections.hpp"

namespace abax::host {
namespace {

struct Verdict {
    abax_status status;
    uint32_t position;
};

// Opens with the runtime of the header's own Real; a table that claims another one is for neither.
Verdict verify(const Table &table) {
    if (table.size >= sizeof(abax_header) && header_of(table).real == sizeof(double)) {
        abax_f64_table opened = {};
        const abax_status status = abax_f64_open(&opened, table.storage.data(), table.size);
        return {status, opened.position};
    }
    abax_f32_table opened = {};
    const abax_status status = abax_f32_open(&opened, table.storage.data(), table.size);
    return {status, opened.position};
}

// What the status means for this table, with the figures.
std::string reason(const Table &table, const Verdict &verdict) {
    const abax_header &header = header_of(table); // only looked at where it is known to be there
    switch (verdict.status) {
    case ABAX_E_TRUNCATED:
        if (table.size < sizeof(abax_header)) {
            return fmt::format("the file has {} bytes, fewer than the {} of a table's header", table.size,
                               sizeof(abax_header));
        }
        if (header.size < sizeof(abax_header)) {
            return fmt::format("the header's size of {} bytes is impossible", header.size);
        }
        return fmt::format("the table is cut off: its header says {} bytes, the file has {}", header.size, table.size);
    case ABAX_E_FORMAT:
        return fmt::format("the table has the format version {}; this program knows version {}", header.format,
                           ABAX_FORMAT_VERSION);
    case ABAX_E_PROFILE:
        return fmt::format("the table has the profile {}, which this program does not know", header.profile);
    case ABAX_E_REAL:
        return fmt::format("the table has reals of {} bytes; there are f32 (4) and f64 (8)", header.real);
    case ABAX_E_CRC:
        return fmt::format("the table is damaged: its checksum is {:08x}, its bytes give {:08x}", header.crc,
                           abax_table_crc(table.storage.data(), header.size));
    case ABAX_E_FEATURE:
        return fmt::format("the table uses instruction sets ({:#x}) that this program does not know", header.features);
    case ABAX_E_LAYOUT:
    case ABAX_E_CODE:
        return fmt::format("{} (at byte {})", abax_status_text(verdict.status), verdict.position);
    default:
        return abax_status_text(verdict.status);
    }
}

// Reads as much of a file as its header says, so that no device is read for ever; `behind` gets how many bytes follow that
// are there already. What does not begin as a table does is read as far as a header goes.
bool read_table(const std::string &path, std::string &content, uint64_t &behind, std::string &error) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    const auto read = [&](size_t wanted) {
        std::string piece(size_t{1} << 16, '\0');
        while (content.size() < wanted) {
            const size_t size =
                std::fread(piece.data(), 1, std::min(piece.size(), wanted - content.size()), file.get());
            if (size == 0) {
                break;
            }
            content.append(piece, 0, size);
        }
    };
    if (file != nullptr) {
        abax_header header = {};
        read(sizeof header);
        if (content.size() == sizeof header && content.starts_with("ABAX")) {
            std::memcpy(&header, content.data(), sizeof header);
            read(header.size);
            std::string more(size_t{1} << 16, '\0');
            if (content.size() == header.size) {
                struct stat status = {};
                const bool regular = fstat(fileno(file.get()), &status) == 0 && S_ISREG(status.st_mode);
                behind = regular ? static_cast<uint64_t>(std::max<off_t>(status.st_size, header.size)) - header.size
                                 : std::fread(more.data(), 1, more.size(), file.get());
            }
        }
    }
    if (file == nullptr || std::ferror(file.get()) != 0) {
        error = fmt::format("{}: {}", path.empty() ? "''" : path, std::strerror(errno));
        return false;
    }
    return true;
}

} // namespace

int load_table(const std::string &path, Diagnostics &diagnostics, Table &table) {
    std::string content;
    std::string error;
    uint64_t behind = 0;
    if (!read_table(path, content, behind, error)) {
        add_file_error(diagnostics, error);
        return exit_file;
    }
    table.size = content.size();
    table.storage.assign(std::max(content.size(), sizeof(abax_header)) / sizeof(uint64_t) + 1, 0);
    std::memcpy(table.storage.data(), content.data(), content.size());
    const Verdict verdict = verify(table);
    if (verdict.status != ABAX_OK) {
        const bool empty = content.empty();
        add_error(diagnostics, slug::TABLE, {}, empty ? "the file is empty" : reason(table, verdict))->file = path;
        return exit_input;
    }
    if (behind > 0) {
        Diagnostic *warning =
            add_warning(diagnostics, slug::TABLE, {}, fmt::format("{} bytes follow the table", behind));
        if (warning != nullptr) {
            warning->file = path;
        }
    }
    return exit_success;
}

} // namespace abax::host
