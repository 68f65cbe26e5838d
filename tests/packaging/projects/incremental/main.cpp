#include <cstdio>

#include "one.hpp"
#include "two.hpp"

int main() {
    static one::Instance first;
    static two::Instance second;
    one::init(first);
    two::init(second);
    one::eval(first);
    two::eval(second);
    std::printf("%g %g\n", static_cast<double>(first.results.y), static_cast<double>(second.results.y));
    return 0;
}
