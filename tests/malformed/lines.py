"""Command lines that cannot be run."""

from tests.malformed.case import Case

NAMES = [
    Case("an unknown study", "optimisers", ("'optimisers'", "Did you mean", "optimizers")),
    Case("an empty name", "''", ("Unknown study or search", "Received: ''")),
    Case("a study by its path without ending", "experiments/catalog/optimizers", ("Unknown study", "Received:")),
    Case("a file that is not there", "nowhere.py", ("no study file nowhere.py",)),
    Case("a folder in place of a file", "folder.py", ("no study file folder.py",), {"folder.py/x.txt": ""}),
    Case("an unknown data set", "optimizers --dataset digit", ("'digit'", "Did you mean", "digits")),
    Case("an empty data set", "optimizers --dataset ''", ("Unknown data set", "Received: ''")),
    Case("verify beside a study", "verify optimizers", ("asked for alone", "verify optimizers")),
    Case("an unknown engine", "--engine warp", ("--engine", "'warp'", "stacked")),
    Case("an unknown device", "--device tpu", ("--device", "'tpu'", "gpu")),
    Case("an unknown scale", "--scale tiny", ("--scale", "'tiny'", "quick")),
    Case("an unknown oracle", "mlp_optimizer --oracle bayes", ("Did you mean bayesian", "'bayes'")),
]
OPTIONS = [
    Case("an abbreviated option", "optimizers --data wine", ("Did you mean --dataset", "Received: --data")),
    Case("an abbreviation with a value", "optimizers --rep=3", ("Did you mean", "--replicates", "Received: --rep=3")),
    Case("a misspelt option", "--replikates 3", ("Did you mean --replicates", "Received: --replikates")),
    Case("an option of another program", "--learning-rate 0.1", ("Unknown option", "Received: --learning-rate")),
    Case("a short option", "-x", ("Unknown option", "Received: -x")),
    Case("an option without its value", "optimizers --epochs", ("--epochs", "expected one argument")),
    Case("an option twice", "--epochs 3 --epochs 4", ("--epochs", "more than once")),
]
NUMBERS = [
    Case("no replicates", "--replicates 0", ("--replicates", "at least 1", "Received: 0")),
    Case("negative replicates", "--replicates=-3", ("--replicates", "at least 1", "Received: '-3'")),
    Case("half a replicate", "--replicates 2.5", ("--replicates", "whole number", "Received: '2.5'")),
    Case("replicates without end", "--replicates 99999999999", ("at most 1000000", "Received: 99999999999")),
    Case("epochs in words", "--epochs many", ("--epochs", "whole number", "Received: 'many'")),
    Case("epochs that are empty", "--epochs ''", ("--epochs", "whole number", "Received: ''")),
    Case("epochs as a power of ten", "--epochs 1e3", ("--epochs", "whole number", "Received: '1e3'")),
    Case("no workers", "--workers 0", ("--workers", "at least 1", "Received: 0")),
    Case("a negative seed", "--seed=-1", ("--seed", "at least 0", "Received: '-1'")),
    Case("a seed in other digits", "--seed ٣", ("--seed", "whole number", "Received: '٣'")),
    Case("no minutes", "optimizers --minutes 0", ("--minutes", "above 0", "Received: 0")),
    Case("minutes without end", "mlp_optimizer --minutes inf", ("--minutes", "above 0", "Received: inf")),
    Case("minutes that are no number", "mlp_optimizer --minutes nan", ("--minutes", "Received: nan")),
    Case("no trials", "mlp_optimizer --trials 0", ("--trials", "at least 1", "Received: 0")),
    Case("no outer splits", "mlp_optimizer --nested 0", ("--nested", "at least 1", "Received: 0")),
]
EFFECTS = [
    Case("trials of a study", "optimizers --trials 5", ("--trials has no effect", "searches")),
    Case("an oracle of a study", "optimizers --oracle grid", ("--oracle has no effect", "searches")),
    Case("outer splits of all studies", "--nested 3", ("--nested has no effect", "searches")),
    Case("a time limit of pages", "--report-only --minutes 3", ("--minutes has no effect", "trains nothing")),
    Case("replicates of a search", "mlp_optimizer --max-replicates 9", ("--max-replicates has no effect", "studies")),
    Case("a search at a scale", "mlp_optimizer --scale quick", ("--scale has no effect", "studies")),
    Case("a search by several workers", "mlp_optimizer --workers 2", ("--workers has no effect", "one process")),
    Case("replicates of outer splits", "mlp_optimizer --nested 2 --replicates 3", ("--replicates has no effect",)),
    Case("a target without a file", "optimizers --dataset wine --target y", ("--target goes with a CSV file", "y")),
    Case("a target of a search without a file", "mlp_optimizer --target y", ("--target goes with a CSV file",)),
    Case("an empty target", "optimizers --target ''", ("--target goes with a CSV file",)),
    Case("a plan of pages", "--report-only --dry-run", ("--dry-run has no effect", "--report-only")),
    Case("pages and a retry", "--report-only --retry", ("--retry has no effect", "trains nothing")),
    Case("pages and other epochs", "--report-only --epochs 3", ("--epochs has no effect", "trains nothing")),
    Case("tables of a plan", "--dry-run --csv", ("--csv", "contradict")),
    Case("a silent plan", "--dry-run --quiet", ("--quiet", "contradict")),
    Case("the names and a study", "--list optimizers", ("--list", "alone", "Received: optimizers")),
    Case("verify at a scale", "verify --scale quick", ("--scale has no effect", "verify")),
    Case("verify on data", "verify --dataset wine", ("--dataset has no effect", "verify")),
    Case("fewer at most than at first", "--replicates 9 --max-replicates 8", ("--max-replicates", "9")),
]
FOLDERS = [
    Case("a name with a path", "--name a/b", ("--name", "without a path", "'a/b'")),
    Case("the folder above as a name", "--name ..", ("--name", "without a path", "'..'")),
    Case("an empty name of a run", "--name ''", ("--name", "one folder", "Received: ''")),
    Case("a name of two lines", "--name 'a\nb'", ("--name", "one folder", r"'a\nb'")),
    Case("a name without end", f"--name {'n' * 300}", ("--name", "at most 200 bytes")),
    Case("a file where results go", "--out taken", ("taken is a file", "--out"), {"taken": "mine"}),
    Case("a file above where results go", "--out taken/in/it", ("is a file", "--out"), {"taken": "mine"}),
    Case("a file called like the run", "--name mine --out here", ("mine is a file",), {"here/mine": "text"}),
    Case("pages of a run that never was", "--report-only --name never", ("does not exist", "never")),
]
CASES = [*NAMES, *OPTIONS, *NUMBERS, *EFFECTS, *FOLDERS]
