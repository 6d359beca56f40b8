// Many preference profiles of one dispute on a GPU: one block a profile, one thread a group of states.
// The same steps as sweep_kernels.py. Groups of one side are disjoint, so threads never write the same state.

typedef long long i64;
typedef unsigned char u8;

#define BEYOND (1LL << 62)

__device__ void sort_group(int* perm, const i64* levels, int begin, int end, u8* fresh) {
    for (int p = begin + 1; p < end; ++p) {
        int state = perm[p], q = p;
        for (; q > begin && levels[perm[q - 1]] > levels[state]; --q) perm[q] = perm[q - 1];
        perm[q] = state;
    }
    for (int p = begin; p < end; ++p) fresh[p] = p == begin || levels[perm[p]] != levels[perm[p - 1]];
}

// The least value of the states that the one at place p can be moved to; of improvements only if asked for.
__device__ i64 least_of(const int* perm, const u8* fresh, const i64* way, int p, int begin, int end, int improving,
                        const i64* values) {
    int q = begin;
    if (improving)
        for (q = p + 1; q < end && !fresh[q];) ++q;
    i64 least = BEYOND, bits = way[perm[p]];
    for (; q < end; ++q) {
        int t = perm[q];
        if (values[t] < least && (way[t] & bits) == bits) least = values[t];
    }
    return least;
}

__device__ int lower_group(const int* perm, const u8* fresh, const i64* way, int begin, int end, int improving,
                           i64* values) {
    int changed = 0;
    for (int p = end - 1; p >= begin; --p) {
        i64 least = least_of(perm, fresh, way, p, begin, end, improving, values);
        if (least < values[perm[p]]) { values[perm[p]] = least; changed = 1; }
    }
    return changed;
}

extern "C" __global__ void judge(const i64* scores, const i64* counts, const int* starts, const int* perms,
                                 const i64* ways, const u8* kinds, int profiles, int sides, int count, int width,
                                 int concepts, int* all_sorted, u8* all_fresh, i64* all_values, u8* result) {
    __shared__ int changed;
    int* sorted = all_sorted + (size_t)blockIdx.x * sides * count;
    u8* fresh = all_fresh + (size_t)blockIdx.x * sides * count;
    i64* values = all_values + (size_t)blockIdx.x * count;
    for (int profile = blockIdx.x; profile < profiles; profile += gridDim.x) {
        const i64* levels = scores + (size_t)profile * sides * count;
        for (int i = 0; i < sides; ++i)
            for (int s = threadIdx.x; s < count; s += blockDim.x) sorted[i * count + s] = perms[i * count + s];
        __syncthreads();
        for (int i = 0; i < sides; ++i)
            for (int g = threadIdx.x; g < counts[i]; g += blockDim.x)
                sort_group(sorted + i * count, levels + i * count, starts[i * width + g], starts[i * width + g + 1],
                           fresh + i * count);
        __syncthreads();
        for (int c = 0; c < concepts; ++c)
            for (int i = 0; i < sides; ++i) {
                const u8* kind = kinds + 3 * c;
                const i64* own = levels + i * count;
                for (int s = threadIdx.x; s < count; s += blockDim.x)
                    values[s] = kind[0] ? (kind[2] ? -own[s] : own[s]) : BEYOND - 1;
                __syncthreads();
                if (kind[0] && kind[2]) {
                    // Moves are transitive: lowering in place gives every state the best that it can be moved to.
                    for (int g = threadIdx.x; g < counts[i]; g += blockDim.x)
                        lower_group(sorted + i * count, fresh + i * count, ways + i * count, starts[i * width + g],
                                    starts[i * width + g + 1], 0, values);
                    __syncthreads();
                    for (int s = threadIdx.x; s < count; s += blockDim.x) values[s] = -values[s];
                    __syncthreads();
                }
                while (kind[0]) {
                    if (threadIdx.x == 0) changed = 0;
                    __syncthreads();
                    for (int j = 0; j < sides; ++j) {
                        if (j == i) continue;
                        for (int g = threadIdx.x; g < counts[j]; g += blockDim.x)
                            if (lower_group(sorted + j * count, fresh + j * count, ways + j * count,
                                            starts[j * width + g], starts[j * width + g + 1], kind[1], values))
                                changed = 1;
                        __syncthreads();
                    }
                    if (!changed) break;
                    __syncthreads();
                }
                __syncthreads();
                for (int s = threadIdx.x; s < count; s += blockDim.x) values[s] = -values[s];
                __syncthreads();
                u8* out = result + (((size_t)profile * concepts + c) * sides + i) * count;
                for (int g = threadIdx.x; g < counts[i]; g += blockDim.x)
                    for (int p = starts[i * width + g]; p < starts[i * width + g + 1]; ++p) {
                        int s = sorted[i * count + p];
                        i64 least = least_of(sorted + i * count, fresh + i * count, ways + i * count, p,
                                             starts[i * width + g], starts[i * width + g + 1], 1, values);
                        out[s] = -least <= own[s];
                    }
                __syncthreads();
            }
    }
}
