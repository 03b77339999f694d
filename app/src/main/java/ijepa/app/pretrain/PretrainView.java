package ijepa.app.pretrain;

import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;

import ijepa.app.shell.FileDialogs;

/** The Pretrain workspace: runs at the left, and the one that is looked at or written. */
final class PretrainView extends BorderPane {

    private final RunsList list;

    PretrainView(PretrainModel model, FileDialogs dialogs) {
        getStyleClass().add("workspace");
        list = new RunsList(model, dialogs, () -> model.draftingProperty().set(false));
        setLeft(list);
        Label hint = new Label("Pick a run at the left, or write a new one.");
        hint.getStyleClass().add("tile-note");
        Node run = new SelectedRunView(model, dialogs);
        Node draft = new NewRunView(model, dialogs);
        draft.visibleProperty()
                .bind(model.draftingProperty()
                        .and(model.draftingDecoderProperty().not()));
        Node decoder = new NewDecoderView(model, dialogs);
        decoder.visibleProperty().bind(model.draftingProperty().and(model.draftingDecoderProperty()));
        run.visibleProperty()
                .bind(Bindings.and(
                        model.draftingProperty().not(),
                        model.runs().selectedProperty().isNotNull()));
        hint.visibleProperty()
                .bind(Bindings.and(
                        model.draftingProperty().not(),
                        model.runs().selectedProperty().isNull()));
        StackPane stage = new StackPane(hint, run, draft, decoder);
        stage.getStyleClass().add("stage");
        setCenter(stage);
    }

    void focusList() {
        list.focusList();
    }
}
