package ijepa.app.cli.figure;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import ijepa.app.cli.GivenOptions;
import ijepa.app.shell.SampleImages;
import ijepa.core.InputException;
import ijepa.core.run.RunCheckpoint;
import ijepa.core.run.RunDirectory;
import ijepa.renderer.figure.Figure;
import ijepa.renderer.figure.FigureFormat;
import ijepa.renderer.figure.LatexSnippet;
import ijepa.renderer.figure.recipe.Batch;
import ijepa.renderer.figure.recipe.FigureExport;
import ijepa.renderer.figure.recipe.FigureInputs;
import ijepa.renderer.figure.recipe.FigureMaker;
import ijepa.renderer.figure.recipe.FigureRecipe;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.Ingredients;
import ijepa.renderer.figure.recipe.PanelSource;
import ijepa.renderer.figure.recipe.Progress;
import ijepa.renderer.figure.recipe.RecipeFile;
import ijepa.renderer.figure.recipe.SampleStore;
import ijepa.renderer.figure.recipe.Template;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ijepa figure}. */
@Command(
        name = "figure",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Make figures for papers: PDF and SVG with live text, PNG at a chosen resolution, the recipe inside.",
            "",
            "A new figure, from a template:",
            "  ijepa figure --template embedding-maps cat.jpg dog.jpg --seed 7 --out maps.pdf",
            "  ijepa figure --template training-curves --run runs/mine --quantity loss,rank --log-y --out curves.pdf",
            "The same again, from its own file or its recipe (.json), to another kind of file or width:",
            "  ijepa figure maps.pdf --width single --out maps.svg",
            "Several figures as parts a, b, c of one:",
            "  ijepa figure maps.pdf curves.pdf --columns 2 --out both.pdf",
            "One page for each picture of a folder, or for each checkpoint of a run:",
            "  ijepa figure maps.pdf --each-image pictures/ --out all.pdf",
            ""
        })
public final class FigureCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "With --template, pictures and folders of pictures (sample:cat.jpg comes with the program);"
                    + " without, figures or recipes to make again.")
    private List<String> files = List.of();

    @Option(
            names = "--template",
            paramLabel = "NAME",
            converter = TemplateReader.class,
            description = "What to show: figure6, figure7, mask-strategies, embedding-maps, training-curves,"
                    + " mask-statistics, sample-sheet, architecture.")
    private Template template;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "What to write: .pdf, .svg, .png, or the recipe alone as .json.")
    private Path out;

    @Option(names = "--title", paramLabel = "WORDS", description = "A line above the figure.")
    private String title;

    @Option(names = "--caption", paramLabel = "WORDS", description = "For the LaTeX snippet.")
    private String caption;

    @Option(names = "--latex", description = "Print the LaTeX lines that show the figure at its size.")
    private boolean latex;

    @Mixin
    private FormatOptions format = new FormatOptions();

    @Option(
            names = "--each-image",
            paramLabel = "DIR",
            description = "One page for each picture: pages of a PDF, or numbered files.")
    private Path eachImage;

    @Option(names = "--each-checkpoint", paramLabel = "RUN", description = "One page for each checkpoint of a run.")
    private Path eachCheckpoint;

    @Option(
            names = "--keep-samples",
            paramLabel = "DIR",
            description = "Keep decoded samples there, and use those that are.")
    private Path keptSamples;

    @Option(
            names = "--replace",
            paramLabel = "OLD=NEW",
            description = "A file of a recipe that is elsewhere now, or another in its place.")
    private Map<String, String> replaced = Map.of();

    @Option(
            names = "--accept-changes",
            description = "Make a recipe's figure although files are not what it was made from.")
    private boolean acceptChanges;

    @Mixin
    private ContentOptions content = new ContentOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        refuseUseless();
        PrintWriter err = spec.commandLine().getErr();
        List<FigureRecipe> pages = pages();
        Optional<Path> folder = template != null || files.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(Path.of(files.getFirst()).toAbsolutePath().getParent());
        try (FigureInputs inputs = new FigureInputs(folder, SampleImages::read)) {
            FigureMaker maker = new FigureMaker(inputs, new SampleStore(Optional.ofNullable(keptSamples)));
            FigureExport.Written written = FigureExport.write(
                    pages,
                    page -> inputs.sealed(page, acceptChanges),
                    maker,
                    out,
                    isBatch() ? FigureExport.Failing.IS_LEFT_OUT : FigureExport.Failing.ENDS,
                    progress(pages.size()));
            written.warnings().forEach(warning -> err.println("ijepa: warning: " + warning));
            err.flush();
            PrintWriter print = spec.commandLine().getOut();
            written.files().forEach(file -> print.println("Wrote " + file + "."));
            if (latex) {
                written.first().ifPresent(figure -> snippets(figure, written, print));
            }
            print.flush();
            // As other commands do that go on past a picture that cannot be used.
            return written.pages() < pages.size() ? 2 : 0;
        }
    }

    private boolean isBatch() {
        return eachImage != null || eachCheckpoint != null;
    }

    /** One for each page, whether it is a file of its own or not. */
    private static void snippets(Figure figure, FigureExport.Written written, PrintWriter print) {
        for (int page = 1; page <= written.pages(); page++) {
            boolean alone = written.files().size() == written.pages();
            String name =
                    written.files().get(alone ? page - 1 : 0).getFileName().toString();
            print.print(LatexSnippet.of(figure, name, alone ? OptionalInt.empty() : OptionalInt.of(page)));
        }
    }

    private void refuseUseless() {
        if (latex && !out.toString().toLowerCase(Locale.ROOT).matches(".*\\.(pdf|png)")) {
            throw new InputException("LaTeX shows neither SVG nor recipes: write .pdf or .png, or leave --latex out.");
        }
        if (latex && !LatexSnippet.takes(out.getFileName().toString())) {
            throw new InputException("LaTeX cannot name a file " + out.getFileName()
                    + ": choose a name without %, #, braces, ~, ^ and \\.");
        }
        if (template == null) {
            GivenOptions.refuse(
                    spec,
                    "A figure that is made again says itself what it shows",
                    spec.mixins().get("content").options().stream()
                            .map(OptionSpec::longestName)
                            .toList());
        } else {
            GivenOptions.refuse(spec, "A new figure has no files of before", List.of("--replace", "--accept-changes"));
            GivenOptions.refuse(
                    spec,
                    "The template " + template.option() + " shows nothing of that",
                    ContentOptions.withoutEffectOn(template));
            if (!template.usesImages() && !files.isEmpty()) {
                throw new InputException(
                        "The template " + template.option() + " shows no pictures, so " + files.getFirst()
                                + " would have no effect: weights are named with --checkpoint, runs with --run.");
            }
        }
        if (eachImage != null && eachCheckpoint != null) {
            throw new InputException(
                    "--each-image and --each-checkpoint both say what the pages are: leave one of them out.");
        }
    }

    private List<FigureRecipe> pages() {
        List<FigureRecipe> pages = template == null ? read() : List.of(begun());
        if (eachImage != null) {
            return Batch.overImages(single(pages), ContentOptions.images(List.of(eachImage.toString())));
        }
        if (eachCheckpoint != null) {
            return Batch.overCheckpoints(
                    single(pages),
                    RunCheckpoint.all(new RunDirectory(eachCheckpoint)).stream()
                            .map(kept -> FileInput.of(kept.file().toString()))
                            .toList());
        }
        return pages;
    }

    private static FigureRecipe single(List<FigureRecipe> pages) {
        if (pages.size() != 1) {
            throw new InputException("The recipe has " + pages.size()
                    + " pages already: --each-image and --each-checkpoint need a figure of one page.");
        }
        return pages.getFirst();
    }

    /** A new figure of the template. */
    private FigureRecipe begun() {
        List<FileInput> images = ContentOptions.images(files);
        if (images.isEmpty() && eachImage != null) {
            images =
                    List.of(ContentOptions.images(List.of(eachImage.toString())).getFirst());
        }
        Ingredients ingredients = content.ingredients(template, images);
        return worded(new FigureRecipe(
                format.over(FigureFormat.DEFAULT),
                List.of(new FigureRecipe.Item("", template.source(ingredients))),
                ""));
    }

    /** Figures made before; several of one page each become the parts of one. */
    private List<FigureRecipe> read() {
        if (files.isEmpty()) {
            throw new InputException("Name a figure or recipe to make again, or begin one with --template.");
        }
        List<RecipeFile> read = new ArrayList<>();
        for (String file : files) {
            RecipeFile found = RecipeFile.read(Path.of(file));
            found.warning().ifPresent(warning -> spec.commandLine().getErr().println("ijepa: warning: " + warning));
            read.add(found);
        }
        requireReplaceable(
                read.stream().flatMap(found -> found.pages().stream()).toList());
        List<FigureRecipe> all = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path recipe = Path.of(files.get(i));
            boolean alone = files.size() == 1;
            read.get(i).pages().stream()
                    .map(this::elsewhere)
                    // Of several figures the files are looked for beside each, so they are named from here.
                    .map(page -> alone ? page : page.withFiles(file -> file.beside(recipe)))
                    .map(page -> RecipeFile.withFontBeside(recipe, page))
                    .forEach(all::add);
        }
        if (files.size() > 1) {
            List<FigureRecipe.Item> parts =
                    all.stream().flatMap(page -> page.items().stream()).toList();
            all = List.of(new FigureRecipe(
                    all.getFirst().format(), parts, all.getFirst().caption()));
        }
        return all.stream()
                .map(page -> worded(page.withFormat(format.over(page.format()))))
                .toList();
    }

    /** A name that is misspelt would leave the figure as it was, without a word. */
    private void requireReplaceable(List<FigureRecipe> pages) {
        Set<String> there = new LinkedHashSet<>();
        for (FigureRecipe page : pages) {
            page.withFiles(file -> {
                there.add(file.path());
                return file;
            });
            if (!page.format().font().equals(FigureFormat.ROBOTO)) {
                there.add(page.format().font());
            }
        }
        for (String old : replaced.keySet()) {
            if (!there.contains(old)) {
                throw new InputException("--replace " + old + "=" + replaced.get(old)
                        + ": the figure is not made from a file " + old + ", but from "
                        + (there.isEmpty() ? "no file of yours" : String.join(", ", there)) + ".");
            }
        }
    }

    /** What takes another's place is new to the recipe and has no hash to be held to; all other files keep theirs. */
    private FigureRecipe elsewhere(FigureRecipe page) {
        String font = page.format().font();
        FigureRecipe printed = page.withFormat(page.format().withFont(replaced.getOrDefault(font, font)));
        return printed.withFiles(
                file -> replaced.containsKey(file.path()) ? FileInput.of(replaced.get(file.path())) : file);
    }

    private FigureRecipe worded(FigureRecipe page) {
        List<FigureRecipe.Item> items = new ArrayList<>(page.items());
        if (title != null) {
            PanelSource first = items.getFirst().source();
            items.set(0, new FigureRecipe.Item(title, first));
        }
        return new FigureRecipe(page.format(), items, caption == null ? page.caption() : caption);
    }

    /** Says how far a batch is, page by page. */
    private Progress progress(int pages) {
        if (pages == 1) {
            return Progress.NONE;
        }
        PrintWriter err = spec.commandLine().getErr();
        int[] told = {-1};
        return (done, total) -> {
            int page = (int) ((long) done * pages / Math.max(1, total));
            if (page != told[0] && page < pages) {
                told[0] = page;
                err.println("Page " + (page + 1) + " of " + pages);
                err.flush();
            }
            return true;
        };
    }

    private static final class TemplateReader implements ITypeConverter<Template> {

        @Override
        public Template convert(String words) {
            return Arrays.stream(Template.values())
                    .filter(one -> one.option().equalsIgnoreCase(words))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + words + "' is no template: use one of "
                            + Arrays.stream(Template.values())
                                    .map(Template::option)
                                    .collect(Collectors.joining(", "))));
        }
    }
}
