"""The commands by whom they are for; only these modules and `cli` use Typer."""
