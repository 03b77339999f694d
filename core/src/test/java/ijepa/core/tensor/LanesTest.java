package ijepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final TensorEngine engine = TensorEngine.start();

    @Test
    void operationsOfALaneRunAloneAndThoseOfOthersAsBefore() {
        int before = engine.threads();
        engine.setThreads(2);
        try (Lanes lanes = Lanes.on(new ComputeDevice.Cpu())) {
            assertThat(lanes.count()).isEqualTo(2);
            // Each waits until the other has begun, so that both lanes are asked.
            CountDownLatch begun = new CountDownLatch(2);
            Supplier<Integer> asked = () -> {
                begun.countDown();
                try {
                    begun.await();
                } catch (InterruptedException stop) {
                    throw new IllegalStateException(stop);
                }
                return engine.threads();
            };
            assertThat(lanes.run(Collections.nCopies(2, asked))).containsExactly(1, 1);
            assertThat(engine.threads()).isEqualTo(2);
        } finally {
            engine.setThreads(before);
        }
    }

    @Test
    void splitsRowsWithoutLosingAny() {
        int before = engine.threads();
        engine.setThreads(3);
        try (Lanes lanes = Lanes.on(new ComputeDevice.Cpu())) {
            assertThat(lanes.split(8))
                    .containsExactly(new Lanes.Rows(0, 2), new Lanes.Rows(2, 5), new Lanes.Rows(5, 8));
            assertThat(lanes.split(2)).containsExactly(new Lanes.Rows(0, 1), new Lanes.Rows(1, 2));
        } finally {
            engine.setThreads(before);
        }
    }

    @Test
    void givesBackInOrderAndThrowsWhatWorkThrows() {
        try (Lanes lanes = Lanes.on(new ComputeDevice.Cpu())) {
            assertThat(lanes.run(List.<Supplier<String>>of(() -> "first", () -> "second", () -> "third")))
                    .containsExactly("first", "second", "third");
            Supplier<String> failing = () -> {
                throw new InputException("no");
            };
            assertThatThrownBy(() -> lanes.run(List.of(() -> "first", failing))).isInstanceOf(InputException.class);
        }
    }
}
