package ijepa.core.mask;

import java.util.Arrays;

/**
 * The random numbers of {@code torch.Generator} on the CPU: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998)
 * seeded by {@code init_genrand}, with torch's ways of making floats, integers and permutations of its output.
 */
public final class TorchGenerator {

    private static final int SIZE = 624;
    private static final int SHIFT = 397;

    private final int[] state = new int[SIZE];
    private int next;

    /** {@code torch.Generator().manual_seed(seed)}; only the low 32 bits count. */
    public TorchGenerator(long seed) {
        state[0] = (int) seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
        next = SIZE;
    }

    private TorchGenerator(int[] state, int next) {
        System.arraycopy(state, 0, this.state, 0, SIZE);
        this.next = next;
    }

    /** The state, {@code 625} numbers: the twister's words and the place of the next one. */
    public int[] state() {
        int[] copy = Arrays.copyOf(state, SIZE + 1);
        copy[SIZE] = next;
        return copy;
    }

    /** A generator that goes on from a {@link #state}. */
    public static TorchGenerator ofState(int[] saved) {
        if (saved.length != SIZE + 1 || saved[SIZE] < 0 || saved[SIZE] > SIZE) {
            throw new IllegalArgumentException(
                    "The state of a generator is " + (SIZE + 1) + " numbers, the last from 0 to " + SIZE + ".");
        }
        return new TorchGenerator(saved, saved[SIZE]);
    }

    /** The next 32 random bits. */
    public int nextInt() {
        if (next == SIZE) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9D2C5680;
        y ^= y << 15 & 0xEFC60000;
        return y ^ y >>> 18;
    }

    private void twist() {
        for (int i = 0; i < SIZE - SHIFT; i++) {
            state[i] = state[i + SHIFT] ^ mix(state[i], state[i + 1]);
        }
        for (int i = SIZE - SHIFT; i < SIZE - 1; i++) {
            state[i] = state[i + SHIFT - SIZE] ^ mix(state[i], state[i + 1]);
        }
        state[SIZE - 1] = state[SHIFT - 1] ^ mix(state[SIZE - 1], state[0]);
        next = 0;
    }

    private static int mix(int high, int low) {
        int joined = high & 0x80000000 | low & 0x7FFFFFFF;
        return joined >>> 1 ^ -(low & 1) & 0x9908B0DF;
    }

    /** {@code torch.rand(1).item()}: 24 random bits over 2^24. */
    public double nextUniform() {
        return (nextInt() & 0xFFFFFF) * 0x1p-24;
    }

    /** {@code torch.randint(0, bound, (1,))}: 32 random bits modulo the bound. */
    public int nextInt(int bound) {
        return Integer.remainderUnsigned(nextInt(), bound);
    }

    /** {@code torch.randperm(size)}: Fisher-Yates from the front. */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        for (int i = 0; i < size - 1; i++) {
            int other = i + nextInt(size - i);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
