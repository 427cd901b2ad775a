"""Faults to be found: each changes an optimizer in one place, as a slip of the pen would.

A mutant takes an optimizer's case and returns a faulty optimizer, or `None` where the fault cannot be made.
"""

from custom_layers import optimizers


def rate_off(case):
    return _set(case, "learning_rate", 0.95)


def beta_1_off(case):
    return _set(case, "beta_1", 0.95)


def beta_2_off(case):
    return _set(case, "beta_2", 0.95)


def momentum_off(case):
    return _set(case, "momentum", 0.95)


def rho_off(case):
    return _set(case, "rho", 0.95)


def epsilon_off(case):
    return _set(case, "epsilon", 0.9)


def epsilon_gone(case):
    return _set(case, "epsilon", 0.0)


def start_off(case):
    return _set(case, "initial_accumulator_value", 0.9)


def decay_off(case):
    return _set(case, "weight_decay", 0.9)


def warmup_off(case):
    return _set(case, "warmup_steps", 2)


def threshold_off(case):
    return _set(case, "threshold", 2.0)


def rms_rate_off(case):
    return _set(case, "rms_rate", 0.95)


def ratio_off(case):
    return _set(case, "adam_lr_ratio", 0.95)


def betas_swapped(case):
    return _change(case, beta_1=case.options.get("beta_2"), beta_2=case.options.get("beta_1"))


def correction_flipped(case):
    return _flip(case, "bias_correction")


def epsilon_moved(case):
    return _flip(case, "epsilon_inside")


def centering_flipped(case):
    return _flip(case, "centered")


def look_ahead_flipped(case):
    return _flip(case, "nesterov")


def sign_flipped(case):
    return _rule(case, lambda rule, g, p, s, t, h: rule(-g, p, s, t, h))


def clock_late(case):
    return _rule(case, lambda rule, g, p, s, t, h: rule(g, p, s, t + 1, h)) if _corrects(case) else None


def clock_stopped(case):
    return _rule(case, lambda rule, g, p, s, t, h: rule(g, p, s, 0 * t + 1, h)) if _corrects(case) else None


def memory_lost(case):
    return _rule(case, lambda rule, g, p, s, t, h: (rule(g, p, s, t, h)[0], s)) if _remembers(case) else None


def rate_squared(case):
    def rule(rule, g, p, s, t, h):
        return rule(g, p, s, t, {**h, "learning_rate": h["learning_rate"] * h["learning_rate"]})

    return _rule(case, rule)


def gradient_shifted(case):
    return _rule(case, lambda rule, g, p, s, t, h: rule(g + 0.05, p, s, t, h))


def taken_for_its_sibling(case):
    """The rule that is most easily confused with it, where it has one of the same slots."""
    sibling = SIBLINGS.get(case.optimizer)
    return sibling and _rule(case, lambda _, g, p, s, t, h: sibling.rule(g, p, s, t, h))


SIBLINGS = {
    optimizers.Momentum: optimizers.Nesterov,
    optimizers.Nesterov: optimizers.Momentum,
    optimizers.Adam: optimizers.RAdam,
    optimizers.RAdam: optimizers.Adam,
    optimizers.AdamW: optimizers.RAdam,
}

MUTANTS = [
    rate_off,
    beta_1_off,
    beta_2_off,
    momentum_off,
    rho_off,
    epsilon_off,
    epsilon_gone,
    start_off,
    decay_off,
    warmup_off,
    threshold_off,
    rms_rate_off,
    ratio_off,
    betas_swapped,
    correction_flipped,
    epsilon_moved,
    centering_flipped,
    look_ahead_flipped,
    sign_flipped,
    clock_late,
    clock_stopped,
    memory_lost,
    rate_squared,
    gradient_shifted,
    taken_for_its_sibling,
]


def _set(case, name, factor):
    value = case.options.get(name)
    return _change(case, **{name: factor * value}) if value is not None else None


def _flip(case, name):
    config = case.optimizer(**case.options).get_config()
    return _change(case, **{name: not config[name]}) if name in config else None


def _change(case, **options):
    return None if None in options.values() else case.optimizer(**{**case.options, **options})


def _rule(case, faulty):
    optimizer = case.optimizer(**case.options)
    optimizer.hyperparameters = {"bias_correction": True, "threshold": 4.0, **optimizer.hyperparameters}
    rule = optimizer.rule
    optimizer.rule, optimizer.rule_in_place = (lambda *arguments: faulty(rule, *arguments)), None
    return optimizer


def _corrects(case):
    """Whether the rule reads the clock."""
    names = case.options
    adaptive = {"beta_2", "adam_beta_2"} & names.keys() and "epsilon" in names
    return adaptive and names.get("bias_correction", True)


def _remembers(case):
    return case.optimizer is not optimizers.SGD
