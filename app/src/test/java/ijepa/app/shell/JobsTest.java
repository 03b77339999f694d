package ijepa.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;

import ijepa.core.Progress;
import org.junit.jupiter.api.Test;

class JobsTest {

    private final Jobs jobs = new Jobs(Runnable::run);
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();

    private Job start(Jobs.Work<String> work) {
        return jobs.start(
                "Reading", waiting::add, work, told::add, failure -> told.add("failed"), gone -> told.add("gone"));
    }

    @Test
    void workTellsHowFarItIs() {
        Job job = start(running -> {
            Progress second = running.progress().between(0.5, 1);
            second.reached(0.5);
            return "read";
        });
        assertThat(job.progressProperty().get()).isEqualTo(Job.UNKNOWN);
        waiting.poll().run();
        assertThat(job.progressProperty().get()).isEqualTo(0.75);
        assertThat(told).containsExactly("read");
        assertThat(jobs.running()).isEmpty();
    }

    @Test
    void aCancelledJobEndsItsWorkWhereItTellsHowFarItIs() {
        Job job = start(running -> {
            running.progress().reached(0.1);
            return "read";
        });
        assertThat(job.cancellingProperty().get()).isFalse();
        job.cancel();
        assertThat(job.cancellingProperty().get()).isTrue();
        assertThat(jobs.running()).as("it is seen until it ends").containsExactly(job);
        assertThatThrownBy(() -> job.progress().reached(0)).isInstanceOf(CancellationException.class);
        waiting.poll().run();
        assertThat(told).containsExactly("gone");
    }
}
