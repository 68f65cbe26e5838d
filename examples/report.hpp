/*
 * What an example has to say, on the build machine and on a microcontroller alike: text that is gathered in memory, since an
 * interrupt has no time to print, without printf, which would bring a heap. And a digest of all results, which tells in one number
 * whether two machines computed the same bits.
 */
#ifndef REPORT_HPP
#define REPORT_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>

class Report {
public:
    Report &text(const char *text) {
        for (; *text != '\0'; ++text) {
            put(*text);
        }
        return *this;
    }

    // Text, and blanks behind it up to a width.
    Report &column(const char *text, std::size_t width) {
        this->text(text);
        for (std::size_t i = std::strlen(text); i < width; ++i) {
            put(' ');
        }
        return *this;
    }

    // A number below 2e9/10^decimals with so many decimals, blanks before it up to a width.
    Report &number(float value, int decimals, int width) {
        float scaled = value < 0.0F ? -value : value;
        for (int i = 0; i < decimals; ++i) {
            scaled *= 10.0F;
        }
        auto rest = static_cast<std::uint32_t>(scaled + 0.5F);
        const bool negative = value < 0.0F && rest != 0;
        char digits[16];
        int count = 0;
        do {
            if (count == decimals && count != 0) {
                digits[count++] = '.';
            }
            digits[count++] = static_cast<char>('0' + rest % 10U);
            rest /= 10U;
        } while (rest != 0 || count < (decimals != 0 ? decimals + 2 : 1));
        if (negative) {
            digits[count++] = '-';
        }
        for (int i = count; i < width; ++i) {
            put(' ');
        }
        while (count != 0) {
            put(digits[--count]);
        }
        return *this;
    }

    Report &hex(std::uint32_t value) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            put("0123456789abcdef"[value >> shift & 15U]);
        }
        return *this;
    }

    // Takes the bits of results into the digest: FNV-1a, a word at a time.
    template <class Results> void take(const Results &results) {
        std::uint32_t words[sizeof(Results) / sizeof(std::uint32_t)];
        std::memcpy(words, &results, sizeof words);
        for (const std::uint32_t word : words) {
            digest_ = (digest_ ^ word) * 16777619U;
        }
    }

    std::uint32_t digest() const { return digest_; }
    const char *c_str() const { return text_; }

private:
    // What does not fit is not there, and is missed by whoever compares the text with what it should be.
    void put(char c) {
        if (length_ < sizeof text_ - 1) {
            text_[length_++] = c;
        }
    }

    char text_[2048] = {};
    std::size_t length_ = 0;
    std::uint32_t digest_ = 2166136261U;
};

#endif
