// Writes what images read in place: numbers of 32 bits, texts, and bytes at multiples of 8 from the beginning of the file. See
// Cursor in cases.hpp, which reads it.
#ifndef ABAX_TESTS_TARGET_BLOB_WRITER_HPP
#define ABAX_TESTS_TARGET_BLOB_WRITER_HPP

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace abax_tests {

class BlobWriter {
public:
    explicit BlobWriter(std::FILE *file) : file_(file) {}

    void number(std::size_t value) {
        const auto narrow = static_cast<std::uint32_t>(value);
        put(&narrow, sizeof narrow);
    }
    void text(const std::string &value) {
        number(value.size());
        put(value.data(), value.size());
        put("\0\0\0\0", 4 - value.size() % 4);
    }
    void bytes(const void *data, std::size_t size) {
        put("\0\0\0\0\0\0\0\0", -written_ & 7U);
        put(data, size);
        put("\0\0\0\0", -size & 3U);
    }
    template <class Real> void reals(const std::vector<Real> &values) {
        bytes(values.data(), values.size() * sizeof(Real));
    }
    [[nodiscard]] bool good() const { return good_; } // everything was written

private:
    void put(const void *data, std::size_t size) {
        good_ = good_ && std::fwrite(data, 1, size, file_) == size;
        written_ += size;
    }

    std::FILE *file_;
    std::size_t written_ = 0;
    bool good_ = true;
};

} // namespace abax_tests

#endif
