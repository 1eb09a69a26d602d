#!/bin/sh
# Builds libhodsl_torch.so against a libtorch on this machine, which TorchBackend.props has found.
# Usage: build.sh OUTPUT_FOLDER LIBTORCH_FOLDER
set -eu

source=$(cd "${0%/*}" && pwd)
output=$1
root=${2-}

fail() {
    # The form that MSBuild shows as an error of its own.
    echo "build.sh : error HOTORCH: $1" >&2
    exit 1
}

compiler=${CXX:-g++}
command -v "$compiler" >/dev/null 2>&1 ||
    fail "no C++ compiler ('$compiler') was found, and HoDsl.Torch has a native part: install one (Debian and Ubuntu: 'apt-get install g++'), name one in \$CXX, or build with -p:TorchBackend=cpu to use the TorchSharp packages."

[ -n "$root" ] ||
    fail "no libtorch was found: install one (Debian and Ubuntu: 'apt-get install libtorch-dev'; or 'pip install torch'), name one in \$LIBTORCH, or build with -p:TorchBackend=cpu to use the TorchSharp packages."

if [ -f "$root/lib/libtorch_cpu.so" ]; then
    # A folder of system headers, as -isystem names one; here its name may have blanks.
    export CPLUS_INCLUDE_PATH="$root/include${CPLUS_INCLUDE_PATH:+:$CPLUS_INCLUDE_PATH}"
    libraries=$root/lib
else
    libraries=$(dirname "$(ls "$root"/lib/*/libtorch_cpu.so 2>/dev/null | head -n 1)")
fi
[ -f "$libraries/libtorch_cpu.so" ] ||
    fail "there is no lib/libtorch_cpu.so in '$root': name the folder of an unpacked libtorch in \$LIBTORCH."

# Builds of PyTorch before 2.6 were made with the old string layout of libstdc++; their symbols tell.
abi=1
grep -q 'St7__cxx1112basic_string' "$libraries/libc10.so" || abi=0

# PyTorch asks for C++20 from 2.10 on.
# shellcheck disable=SC2046
set -- $(printf '#include <torch/csrc/api/include/torch/version.h>\nTORCH_VERSION_MAJOR TORCH_VERSION_MINOR\n' |
    "$compiler" -x c++ -E -P - | tail -n 1)
standard=c++17
[ "$1" -lt 2 ] || { [ "$1" -eq 2 ] && [ "$2" -lt 10 ]; } || standard=c++20

links="-ltorch_cpu -lc10"
cuda=
if [ -f "$libraries/libtorch_cuda.so" ]; then
    links="-Wl,--no-as-needed -ltorch_cuda -lc10_cuda $links"
    # The CUDA toolkit's headers, if they are whole: an installed one's, or those that came with a PyTorch wheel, some of them apart.
    for folder in "${CUDA_HOME:-/usr/local/cuda}" "$root/../nvidia/cuda_runtime" "$root/../nvidia/cu13"; do
        headers=${CPLUS_INCLUDE_PATH:+$CPLUS_INCLUDE_PATH:}$folder/include:$root/../nvidia/cuda_nvcc/include
        [ -n "$cuda" ] || ! echo '#include <cuda_runtime_api.h>' | CPLUS_INCLUDE_PATH=$headers "$compiler" -x c++ -E - >/dev/null 2>&1 || cuda=$headers
    done
    [ -z "$cuda" ] || export CPLUS_INCLUDE_PATH="$cuda"
fi

objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

# compile OBJECT "UNIT..." FLAG...: notes one call of the compiler.
compile() {
    object=$objects/$1
    for unit in $2; do
        echo "#include \"$source/$unit.cpp\""
    done > "$object.cpp"
    shift 2
    echo "$* -c \"$object.cpp\" -o \"$object.o\"" >> "$objects/calls"
}

# Units of one subject are compiled together: a unit by itself takes seven seconds for libtorch's headers and one for what stands in it.
# With AT_PER_OPERATOR_HEADERS those headers include the operators that a unit names, and not all of them.
# libtorch's loops over threads stand in its headers, for OpenMP. They run on the OpenMP that libtorch itself has loaded: linking
# another one beside it would make two sets of threads. Clang's loops call functions that this one lacks: they run in one thread.
openmp=-fopenmp
! "$compiler" --version | grep -qi clang || openmp=
compile binding "dispatch tensor autograd functions context random memory profile streams recording recorder recorded"
compile combinations "blanks weights sums branch combination combine" $openmp -DAT_PER_OPERATOR_HEADERS
compile operators "normalisation batch_norm_relu convolution chain descent" $openmp -DAT_PER_OPERATOR_HEADERS
compile cuda cuda "${cuda:+-DHODSL_CUDA}"

# The kernels, once for each set of vector instructions; the best for the processor is chosen when they run.
# A vector never leaves its unit, so how it would be passed does not matter.
compile_kernels() {
    compile "kernels_$1" kernels "-O3 -ffp-contract=fast -Wno-psabi -DHODSL_INSTRUCTIONS=$*"
}

case $("$compiler" -dumpmachine) in
    x86_64*)
        compile_kernels avx512bf16 -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx512bf16 -mavx2 -mfma
        compile_kernels avx512 -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx2 -mfma
        compile_kernels avx2 -mavx2 -mfma
        ;;
esac
compile_kernels baseline
compile kernel_choice kernel_choice

# As many calls at a time as there are processors: one needs up to 600 MB of memory.
# shellcheck disable=SC2086
xargs -L 1 -P "$(getconf _NPROCESSORS_ONLN)" \
    "$compiler" -std=$standard -O2 -fPIC -fvisibility=hidden -Wall -Wextra -Werror -D_GLIBCXX_USE_CXX11_ABI=$abi < "$objects/calls" ||
    fail "the native part did not compile against the libtorch in '$root'; the compiler's own messages stand above."

mkdir -p "$output"
# shellcheck disable=SC2086
"$compiler" -shared -o "$output/libhodsl_torch.so.new" "$objects"/*.o -L"$libraries" -Wl,-rpath,"$libraries" $links ||
    fail "the native part did not link against the libtorch in '$libraries'; the linker's own messages stand above."
mv "$output/libhodsl_torch.so.new" "$output/libhodsl_torch.so"
