package ijepa.app.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetersModelTest {

    private static final long GIBIBYTE = 1L << 30;
    private static final Machine MACHINE = new Machine(6 * GIBIBYTE, 16 * GIBIBYTE, 0.5);

    private static final String EARLIER = "2026-01-01T10:00:00Z";

    private final MetersModel meters = new MetersModel();

    @Test
    void withoutARunTheMachineIsShown() {
        meters.read(null, MACHINE);
        assertThat(meters.metersProperty().get())
                .extracting(MetersModel.Meter::text)
                .containsExactly("6.0 of 16.0 GiB", "50 %");
        meters.read(null, new Machine(1, 2, -1));
        assertThat(meters.metersProperty().get().getLast().text()).isEqualTo("unknown");
    }

    @Test
    void aRunsNewestNumbersAreShownWhileItIsAtWorkHere(@TempDir Path folder) throws Exception {
        WrittenRun run = new WrittenRun(folder).steps(0, 3, 0.4);
        RunTail tail = new RunTail(run.directory());
        FollowedRunModel model = new FollowedRunModel(run.directory(), "run");
        String own = Long.toString(ProcessHandle.current().pid());
        RunFolder.status(run.directory(), "running", EARLIER, own, RunFolder.host(), "", 3);
        model.take(tail.next());
        meters.read(model, MACHINE);
        assertThat(meters.metersProperty().get())
                .extracting(MetersModel.Meter::text)
                .containsExactly("2.00 GiB", "1.0 %", "128 images/s", "6.0 of 16.0 GiB", "50 %");
        assertThat(meters.metersProperty().get().getFirst().share()).isEqualTo(0.125);

        RunFolder.status(run.directory(), "finished", EARLIER, own, RunFolder.host(), "", 3);
        assertShowsTheMachineAlone(model, tail);
        RunFolder.status(run.directory(), "running", EARLIER, RunFolder.NO_PROCESS, RunFolder.host(), "", 3);
        assertShowsTheMachineAlone(model, tail);
        RunFolder.status(run.directory(), "running", Instant.now().toString(), "1", "another", "", 3);
        assertShowsTheMachineAlone(model, tail);
    }

    private void assertShowsTheMachineAlone(FollowedRunModel model, RunTail tail) throws IOException {
        model.take(tail.next());
        meters.read(model, MACHINE);
        assertThat(meters.metersProperty().get())
                .extracting(MetersModel.Meter::text)
                .containsExactly("6.0 of 16.0 GiB", "50 %");
    }

    @Test
    void thisMachineCanBeRead() {
        Machine now = Machine.now();
        assertThat(now.usedBytes()).isBetween(1L, now.totalBytes());
    }
}
