package ijepa.app.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

import ijepa.app.shell.LatestWins;
import ijepa.app.shell.Notices;
import ijepa.app.shell.Selection;
import ijepa.app.shell.ShellModel;
import ijepa.core.model.Network;
import ijepa.renderer.map.MapPanel;
import ijepa.renderer.predict.AttentionChoice;
import ijepa.renderer.predict.AttentionLook;

/** Attention from the picked patch, in all three networks. Nothing is computed while nobody looks. */
public final class AttentionModel {

    private record Request(Subject subject, List<AttentionChoice> choices, boolean rollout, int block) {}

    /** What was computed: by network, and what it is of. */
    private record Answer(Request request, Map<Network, AttentionLook> looks) {}

    private final Selection selection;
    private final PatchPointer pointer;
    private final List<AttentionLane> lanes;
    private final LatestWins<Request, Answer> looking;
    private Answer answer;
    private boolean active;
    private int suggested = PatchPointer.NONE;

    // Properties

    private final BooleanProperty rollout = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");

    AttentionModel(ShellModel shell, PatchPointer pointer) {
        selection = shell.selection();
        this.pointer = pointer;
        lanes = List.of(
                new AttentionLane(Network.ENCODER, this::ask),
                new AttentionLane(Network.TARGET_ENCODER, this::ask),
                new AttentionLane(Network.PREDICTOR, this::ask));
        looking = new LatestWins<>(
                shell.background().compute(),
                shell.background().window(),
                LatestWins.Overtaken.SHOWN,
                AttentionModel::look,
                this::show,
                this::fail);
        selection.imageProperty().addListener(ignored -> ask());
        selection.checkpointProperty().addListener(ignored -> fit());
        selection.layout().stateProperty().addListener(ignored -> ask());
        pointer.anchorProperty().addListener(ignored -> follow());
        rollout.addListener(ignored -> ask());
        fit();
    }

    /** One for each network: context encoder, target encoder, predictor. */
    public List<AttentionLane> lanes() {
        return lanes;
    }

    /** Whether all layers are looked at together. */
    public BooleanProperty rolloutProperty() {
        return rollout;
    }

    /** Why there is nothing to see; empty while there is. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    // Commands

    void setActive(boolean now) {
        active = now;
        if (active) {
            suggest();
            ask();
        } else {
            if (suggested != PatchPointer.NONE && pointer.anchorProperty().get() == suggested) {
                pointer.anchorProperty().set(PatchPointer.NONE);
            }
            suggested = PatchPointer.NONE;
            looking.cancel();
            answer = null;
        }
    }

    /** Without a picked patch there would be nothing to see: takes one in the middle of a block until another is picked. */
    private void suggest() {
        if (pointer.anchorProperty().get() == PatchPointer.NONE) {
            Subject.of(selection).ifPresent(subject -> {
                suggested = AttentionLook.middle(Network.PREDICTOR, subject.layout(), Subject.block(selection));
                pointer.anchorProperty().set(suggested);
            });
        }
    }

    private void fit() {
        selection.checkpoint().ifPresent(checkpoint -> lanes.forEach(lane -> lane.fit(checkpoint.spec())));
        ask();
    }

    private void ask() {
        Optional<Subject> subject = Subject.of(selection);
        if (!active || subject.isEmpty()) {
            return;
        }
        List<AttentionChoice> choices = new ArrayList<>();
        for (AttentionLane lane : lanes) {
            if (lane.network() != Network.PREDICTOR || subject.get().hasPredictor()) {
                choices.add(lane.choice());
            }
        }
        looking.request(new Request(subject.get(), choices, rollout.get(), block(subject.get())));
    }

    private int block(Subject subject) {
        return AttentionLook.blockOf(subject.layout(), pointer.anchorProperty().get());
    }

    private static Answer look(Request request, BooleanSupplier overtaken) {
        Subject subject = request.subject();
        Map<Network, AttentionLook> looks = new TreeMap<>();
        for (AttentionChoice choice : request.choices()) {
            looks.put(
                    choice.network(),
                    request.rollout()
                            ? AttentionLook.rollout(
                                    subject.model(),
                                    subject.tensor(),
                                    subject.layout(),
                                    choice.network(),
                                    request.block())
                            : AttentionLook.of(
                                    subject.model(), subject.tensor(), subject.layout(), choice, request.block()));
        }
        return new Answer(request, looks);
    }

    /** Another patch needs no new attention, unless it lies in another block, which the predictor has not been asked for. */
    private void follow() {
        if (answer == null) {
            ask();
            return;
        }
        if (block(answer.request().subject()) != answer.request().block()) {
            ask();
        }
        showPanels();
    }

    private void show(Answer found) {
        answer = found;
        note.set("");
        showPanels();
    }

    private void fail(Throwable failure) {
        answer = null;
        note.set(Notices.sentence(failure));
        lanes.forEach(lane -> lane.show(null));
    }

    private void showPanels() {
        int patch = pointer.anchorProperty().get();
        for (AttentionLane lane : lanes) {
            AttentionLook look = answer.looks().get(lane.network());
            boolean possible = look != null
                    && look.sees(patch)
                    && patch >= 0
                    && patch < answer.request().subject().layout().grid().size();
            MapPanel panel = possible ? look.panel(patch) : null;
            lane.show(panel);
            lane.explain(lane.why(look, patch));
        }
    }
}
