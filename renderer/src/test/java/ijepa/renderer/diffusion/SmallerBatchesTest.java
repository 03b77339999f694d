package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import ai.djl.engine.EngineException;
import ijepa.core.InputException;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.DeviceMemory;
import org.junit.jupiter.api.Test;

class SmallerBatchesTest {

    private final List<Integer> tried = new ArrayList<>();

    /** A device with room for so many items, which it doubles. */
    private Optional<List<Integer>> run(int items, int room) {
        return SmallerBatches.run(
                IntStream.range(0, items).boxed().toList(),
                part -> {
                    if (part.size() > room) {
                        throw new EngineException("CUDA out of memory. Tried to allocate 20.00 GiB.");
                    }
                    return Optional.of(part.stream().map(item -> 2 * item).toList());
                },
                tried::add);
    }

    @Test
    void whatFitsIsDoneAtOnce() {
        assertThat(run(5, 8)).contains(List.of(0, 2, 4, 6, 8));
        assertThat(tried).isEmpty();
    }

    @Test
    void whatDoesNotFitIsDoneInPartsAndSaid() {
        assertThat(run(11, 3).orElseThrow())
                .isEqualTo(IntStream.range(0, 11).map(item -> 2 * item).boxed().toList());
        assertThat(tried).containsExactly(6, 3);
    }

    @Test
    void oneThatDoesNotFitIsAnError() {
        assertThatThrownBy(() -> run(4, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not enough memory on the device for even one sample")
                .hasMessageContaining("--device");
        assertThat(tried).containsExactly(2, 1);
    }

    @Test
    void otherFailuresAndStoppingPass() {
        assertThatThrownBy(() -> SmallerBatches.run(
                        List.of(1, 2),
                        part -> {
                            throw new EngineException("shapes do not match");
                        },
                        tried::add))
                .isInstanceOf(EngineException.class)
                .hasMessage("shapes do not match");
        assertThat(SmallerBatches.run(List.of(1, 2), part -> Optional.empty(), tried::add))
                .isEmpty();
        assertThat(tried).isEmpty();
    }

    @Test
    void aTrainingStepWithoutRoomSaysWhatToDo() {
        ComputeDevice device = new ComputeDevice.Cpu();
        assertThatThrownBy(() -> DecoderTraining.withRoom(
                        () -> {
                            throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
                        },
                        device,
                        32))
                .isInstanceOf(InputException.class)
                .hasMessage("There is not enough memory on " + device
                        + " for a step of 32 pictures: start with a smaller --batch-size, such as 16, or a smaller"
                        + " decoder.");
        assertThatThrownBy(() -> DecoderTraining.withRoom(
                        () -> {
                            throw new EngineException("shapes do not match");
                        },
                        device,
                        32))
                .isInstanceOf(EngineException.class);
        assertThat(DecoderTraining.withRoom(() -> 5, device, 1)).isEqualTo(5);
    }

    @Test
    void theEnginesWordsAreKnown() {
        assertThat(List.of(
                        "CUDA out of memory. Tried to allocate 2.00 GiB",
                        "[enforce fail at alloc_cpu.cpp:115] err == 0. DefaultCPUAllocator: can't allocate memory: you"
                                + " tried to allocate 9 bytes. Error code 12 (Cannot allocate memory)",
                        "DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.",
                        "std::bad_alloc"))
                .allMatch(words -> DeviceMemory.isExhausted(new EngineException(words)));
        assertThat(DeviceMemory.isExhausted(new OutOfMemoryError("Cannot reserve direct buffer memory")))
                .isTrue();
        assertThat(DeviceMemory.isExhausted(new EngineException("no such kernel")))
                .isFalse();
        assertThat(DeviceMemory.isExhausted(new IllegalStateException())).isFalse();
    }
}
