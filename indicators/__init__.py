"""The subject: indicators, goals and how a goal is held against what happened. Knows no web and no screen."""
