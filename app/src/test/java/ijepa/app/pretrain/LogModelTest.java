package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class LogModelTest {

    private final LogModel log = new LogModel();

    @Test
    void linesPassThatHoldAllWords() {
        log.add(List.of("epoch 1 loss 0.3", "failed: Loss", "epoch 2"));
        log.filterProperty().set("  LOSS ");
        assertThat(log.shown()).containsExactly("epoch 1 loss 0.3", "failed: Loss");
        log.filterProperty().set("loss epoch");
        assertThat(log.shown()).containsExactly("epoch 1 loss 0.3");
        log.add(List.of("epoch 3 loss 0.2", "epoch 4"));
        assertThat(log.shown()).containsExactly("epoch 1 loss 0.3", "epoch 3 loss 0.2");
        log.filterProperty().set("");
        assertThat(log.shown()).hasSize(5);
    }

    @Test
    void onlyTheNewestLinesAreKept() {
        log.filterProperty().set("7");
        log.add(IntStream.range(0, 5_000).mapToObj(i -> "line " + i).toList());
        assertThat(log.shown()).contains("line 4997").doesNotContain("line 7");
        log.filterProperty().set("");
        assertThat(log.shown()).hasSize(LogModel.MOST).last().isEqualTo("line 4999");
    }
}
