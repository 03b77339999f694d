package ijepa.app.shell;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;

import atlantafx.base.theme.Styles;

/** The jobs that run: the oldest in full, the others in a list that opens. */
final class JobBar extends HBox {

    private final Jobs jobs;
    private final MenuButton others = new MenuButton();

    JobBar(Jobs jobs) {
        super(8);
        this.jobs = jobs;
        setAlignment(Pos.CENTER_RIGHT);
        others.setId("more-jobs");
        others.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
        others.setMinWidth(USE_PREF_SIZE);
        jobs.running().addListener((ListChangeListener<Job>) change -> show());
        show();
    }

    private void show() {
        List<Job> running = jobs.running();
        getChildren().clear();
        others.getItems().clear();
        if (running.isEmpty()) {
            others.hide();
            return;
        }
        getChildren().add(new JobLine(running.getFirst()));
        for (Job job : running.subList(1, running.size())) {
            others.getItems().add(new CustomMenuItem(new JobLine(job), false));
        }
        if (!others.getItems().isEmpty()) {
            others.setText("and " + others.getItems().size() + " more");
            getChildren().add(others);
        }
    }
}
