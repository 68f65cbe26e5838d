# What the directories of runtime/ are built on, as targets: Abax::headers, and abax_exact for all that computes values.
#
# The house and the installed package include this same file, and add the same directories of runtime/ after it. Both have
# the run time as source: a firmware's run time is compiled by the firmware's own compiler, for its processor, with its
# flags.
#   abax_include_dir    where the headers are
add_library(abax_headers INTERFACE)
add_library(Abax::headers ALIAS abax_headers)
target_include_directories(abax_headers INTERFACE "${abax_include_dir}")

# No contraction into fused operations, so that all engines give the same bits, and no errno, without which sqrt is an
# instruction.
add_library(abax_exact INTERFACE)
target_compile_options(abax_exact INTERFACE -ffp-contract=off -fno-math-errno)
