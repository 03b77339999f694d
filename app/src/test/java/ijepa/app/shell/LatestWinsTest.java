package ijepa.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

class LatestWinsTest {

    /** Runs work when told to. */
    private static final class Steps implements java.util.concurrent.Executor {

        private final Deque<Runnable> work = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            work.add(task);
        }

        void runOne() {
            work.remove().run();
        }

        void runAll() {
            while (!work.isEmpty()) {
                runOne();
            }
        }
    }

    private final Steps background = new Steps();
    private final Steps window = new Steps();
    private final List<String> worked = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private LatestWins<String, String> lane(LatestWins.Overtaken overtaken) {
        return new LatestWins<>(
                background,
                window,
                overtaken,
                (request, stale) -> {
                    worked.add(request);
                    if (request.startsWith("bad")) {
                        throw new IllegalStateException(request);
                    }
                    return request.toUpperCase(java.util.Locale.ROOT);
                },
                shown::add,
                failures::add);
    }

    @Test
    void whatWaitsIsReplacedByTheNewest() {
        LatestWins<String, String> lane = lane(LatestWins.Overtaken.SHOWN);
        lane.request("a");
        lane.request("b");
        lane.request("c");
        background.runAll();
        window.runAll();
        assertThat(worked).containsExactly("c");
        assertThat(shown).containsExactly("C");
        assertThat(lane.busyProperty().get()).isFalse();
    }

    @Test
    void anOvertakenAnswerIsShownOrDroppedAsAsked() {
        for (LatestWins.Overtaken overtaken : LatestWins.Overtaken.values()) {
            shown.clear();
            LatestWins<String, String> lane = lane(overtaken);
            lane.request("a");
            background.runOne();
            lane.request("b");
            window.runAll();
            assertThat(lane.busyProperty().get()).isTrue();
            background.runAll();
            window.runAll();
            assertThat(shown).isEqualTo(overtaken == LatestWins.Overtaken.SHOWN ? List.of("A", "B") : List.of("B"));
        }
    }

    @Test
    void nothingArrivesAfterCancelButTheLaneGoesOn() {
        LatestWins<String, String> lane = lane(LatestWins.Overtaken.SHOWN);
        lane.request("a");
        background.runOne();
        lane.request("b");
        lane.cancel();
        background.runAll();
        window.runAll();
        assertThat(shown).isEmpty();
        assertThat(lane.busyProperty().get()).isFalse();

        lane.request("c");
        background.runAll();
        window.runAll();
        assertThat(shown).containsExactly("C");
    }

    @Test
    void aFailureIsReportedAndTheNextRequestStillWorks() {
        LatestWins<String, String> lane = lane(LatestWins.Overtaken.DROPPED);
        lane.request("bad");
        background.runAll();
        window.runAll();
        assertThat(failures).singleElement().hasFieldOrPropertyWithValue("message", "bad");
        assertThat(lane.busyProperty().get()).isFalse();
        lane.request("good");
        background.runAll();
        window.runAll();
        assertThat(shown).containsExactly("GOOD");
    }
}
