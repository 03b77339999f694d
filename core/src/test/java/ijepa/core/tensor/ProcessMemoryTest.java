package ijepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;

import org.junit.jupiter.api.Test;

/** Memory that the C library was asked for, seen from outside. */
class ProcessMemoryTest {

    private static final int PIECES = 2_000;

    /** Small enough for the C library's heap, which it keeps when it is freed. */
    private static final int PIECE = 100_000;

    @Test
    void whatWasFreedIsGivenBack() {
        assumeThat(Linker.nativeLinker().defaultLookup().find("malloc_trim"))
                .as("the GNU C library")
                .isPresent();
        try (Arena kept = Arena.ofConfined()) {
            try (Arena freed = Arena.ofConfined()) {
                for (int i = 0; i < PIECES; i++) {
                    freed.allocate(PIECE);
                    // Something between, so that no end of the heap is free by itself.
                    kept.allocate(1_000);
                }
                assertThat(ProcessMemory.peak().orElseThrow()).isGreaterThan((long) PIECES * PIECE);
            }
            long held = ProcessMemory.resident().orElseThrow();
            assertThat(ProcessMemory.giveBack()).isTrue();
            assertThat(ProcessMemory.resident().orElseThrow()).isLessThan(held - (long) PIECES * PIECE / 2);
        }
    }
}
