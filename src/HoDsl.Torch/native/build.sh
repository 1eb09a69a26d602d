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
    includes="-isystem $root/include"
    libraries=$root/lib
else
    includes=
    libraries=$(dirname "$(ls "$root"/lib/*/libtorch_cpu.so 2>/dev/null | head -n 1)")
fi
[ -f "$libraries/libtorch_cpu.so" ] ||
    fail "there is no lib/libtorch_cpu.so in '$root': name the folder of an unpacked libtorch in \$LIBTORCH."

# Builds of PyTorch before 2.6 were made with the old string layout of libstdc++; their symbols tell.
abi=1
grep -q 'St7__cxx1112basic_string' "$libraries/libc10.so" || abi=0

# PyTorch asks for C++20 from 2.10 on.
# shellcheck disable=SC2046,SC2086
set -- $(printf '#include <torch/csrc/api/include/torch/version.h>\nTORCH_VERSION_MAJOR TORCH_VERSION_MINOR\n' |
    "$compiler" $includes -x c++ -E -P - | tail -n 1)
standard=c++17
[ "$1" -lt 2 ] || { [ "$1" -eq 2 ] && [ "$2" -lt 10 ]; } || standard=c++20

links="-ltorch_cpu -lc10"
cuda=
if [ -f "$libraries/libtorch_cuda.so" ]; then
    links="-Wl,--no-as-needed -ltorch_cuda -lc10_cuda $links"
    # The CUDA toolkit's headers: an installed one's, or those that came with a PyTorch wheel.
    for folder in "${CUDA_HOME:-/usr/local/cuda}" "$root/../nvidia/cuda_runtime" "$root/../nvidia/cu13"; do
        [ ! -f "$folder/include/cuda_runtime_api.h" ] || [ -n "$cuda" ] || cuda="-DHODSL_CUDA -isystem $folder/include"
    done
fi

objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

# compile UNIT OBJECT FLAG...
compile() {
    unit=$1
    object=$2
    shift 2
    # shellcheck disable=SC2086
    "$compiler" -std=$standard -O2 -fPIC -fvisibility=hidden -Wall -Wextra -Werror -D_GLIBCXX_USE_CXX11_ABI=$abi $includes "$@" \
        -c "$source/$unit.cpp" -o "$objects/$object.o" &
    jobs="$jobs $!"
}

jobs=
for unit in dispatch tensor autograd functions context memory profile kernel_choice weights branch combination combine batch_norm_relu chain streams; do
    compile "$unit" "$unit"
done
# shellcheck disable=SC2086
compile cuda cuda $cuda

# libtorch's loops over threads stand in its headers, for OpenMP. They run on the OpenMP that libtorch itself has loaded: linking
# another one beside it would make two sets of threads.
for unit in normalisation sums descent; do
    compile "$unit" "$unit" -fopenmp
done

# The kernels, once for each set of vector instructions; the best for the processor is chosen when they run.
# A vector never leaves its unit, so how it would be passed does not matter.
kernels="-O3 -ffp-contract=fast -Wno-psabi"
# shellcheck disable=SC2086
case $("$compiler" -dumpmachine) in
    x86_64*)
        compile kernels kernels_avx2 $kernels -DHODSL_INSTRUCTIONS=avx2 -mavx2 -mfma
        compile kernels kernels_avx512bf16 $kernels -DHODSL_INSTRUCTIONS=avx512bf16 -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx512bf16 -mavx2 -mfma
        compile kernels kernels_avx512 $kernels -DHODSL_INSTRUCTIONS=avx512 -mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx2 -mfma
        ;;
esac
# shellcheck disable=SC2086
compile kernels kernels_baseline $kernels -DHODSL_INSTRUCTIONS=baseline

for job in $jobs; do
    wait "$job" || fail "the native part did not compile against the libtorch in '$root'; the compiler's own messages stand above."
done

mkdir -p "$output"
# shellcheck disable=SC2086
"$compiler" -shared -o "$output/libhodsl_torch.so.new" "$objects"/*.o -L"$libraries" -Wl,-rpath,"$libraries" $links ||
    fail "the native part did not link against the libtorch in '$libraries'; the linker's own messages stand above."
mv "$output/libhodsl_torch.so.new" "$output/libhodsl_torch.so"
